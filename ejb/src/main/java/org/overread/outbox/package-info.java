/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Durable work: what has to happen next is a row written in the same transaction as its cause. Within a key, rows are
 * worked first in, first out; across keys in parallel and on any node. JMS only wakes workers up.
 */
@org.jspecify.annotations.NullMarked
package org.overread.outbox;
