/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Imaging orders from the RIS and their life: placed, changed, cancelled, discontinued, whatever order the messages about
 * them come in (IHE RAD-4, RAD-13).
 */
@org.jspecify.annotations.NullMarked
package org.overread.order;
