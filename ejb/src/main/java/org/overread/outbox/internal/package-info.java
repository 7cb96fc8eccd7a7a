/* SPDX-License-Identifier: Apache-2.0 */
/** The table of due work and the workers that empty it. */
@org.jspecify.annotations.NullMarked
package org.overread.outbox.internal;
