/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

/** What a case needs at an instant; at most one of each. */
public enum DueKind {
    /** Time runs short. */
    WARN,
    /** The next step of its ladder is to be taken. */
    ESCALATE,
    /** Time is over. */
    BREACH,
    /** The one whom it was offered or given to did not begin. */
    OFFER,
    /** A hold ends. */
    RESUME,
    /** It still is not read though its time is over, or is still held: told again. */
    REMIND
}
