/* SPDX-License-Identifier: Apache-2.0 */
/** The one configuration document: what it may say, its versions, and secrets by name only. */
@org.jspecify.annotations.NullMarked
package org.overread.config;
