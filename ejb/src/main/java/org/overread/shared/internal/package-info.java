/* SPDX-License-Identifier: Apache-2.0 */
/** Start of the application: the schema, and what waits for it. */
@org.jspecify.annotations.NullMarked
package org.overread.shared.internal;
