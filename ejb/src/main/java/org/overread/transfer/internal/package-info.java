/* SPDX-License-Identifier: Apache-2.0 */
/** How a transfer is done: rows, comparison, streams, breakers. */
@org.jspecify.annotations.NullMarked
package org.overread.transfer.internal;
