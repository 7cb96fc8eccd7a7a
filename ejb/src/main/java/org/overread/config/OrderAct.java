/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

/** What a pair of order control (ORC-1) and order status (ORC-5) asks for, by the names that profiles use. */
public enum OrderAct {
    /** A new order, or the same again. */
    PLACE,
    /** Other content. */
    CHANGE,
    /** Called off. */
    CANCEL,
    /** Broken off. */
    DISCONTINUE,
    /** Only a status: waiting. */
    SCHEDULE,
    /** Only a status: the examination has begun. */
    START,
    /** Only a status: the images were made. */
    COMPLETE,
    /** Stored and acknowledged, nothing done. */
    IGNORE,
    /** AE that names the pair. */
    REFUSE
}
