/* SPDX-License-Identifier: Apache-2.0 */
/** One line per step of an order, a study or a case, in plain words; what live pages follow. */
@org.jspecify.annotations.NullMarked
package org.overread.timeline;
