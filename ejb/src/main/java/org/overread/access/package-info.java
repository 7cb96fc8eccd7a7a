/* SPDX-License-Identifier: Apache-2.0 */
/** Who may see or do what: pure, with reasons. */
@org.jspecify.annotations.NullMarked
package org.overread.access;
