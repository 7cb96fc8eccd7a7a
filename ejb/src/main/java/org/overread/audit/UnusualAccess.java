/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import java.time.Instant;

/**
 * What an auditor should look at.
 *
 * @param rule which rule says so
 * @param who the user
 * @param at when it began
 * @param count how many records, or accesses
 * @param subject one of them, such as {@code case:1}
 */
public record UnusualAccess(Rule rule, String who, Instant at, long count, String subject) {
    /** Plain rules: they find what deserves a look, not what is wrong. */
    public enum Rule {
        /** One person opened more records within an hour than the setting {@code overread.audit.many} allows. */
        MANY_IN_AN_HOUR,
        /** One person opened a record of a patient whose family name is in that person's user name. */
        OWN_NAME
    }
}
