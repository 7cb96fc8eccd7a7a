/* SPDX-License-Identifier: Apache-2.0 */
/** What {@code ./bench hl7} stands beside: engines that store a message and acknowledge it, and do nothing else. */
@org.jspecify.annotations.NullMarked
package org.overread.peer;
