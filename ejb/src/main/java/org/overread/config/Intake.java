/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Instant;

/**
 * Which studies of an archive may become cases. No study becomes one because it exists: the archive's past stays past.
 *
 * @param kind the condition
 * @param expression CEL, for {@link Kind#EXPRESSION} only; else empty
 */
public record Intake(Kind kind, String expression) {
    public static final Intake DEFAULT = new Intake(Kind.DEFAULT, "");

    /** The conditions with a name of their own. */
    public enum Kind {
        /** A study with an order, or one that a notice named. */
        DEFAULT,
        /** A study with an order. */
        ORDERED,
        /** Every study found from installation on. */
        ALL,
        /** None: only watched. */
        NONE,
        /** What a CEL expression admits. */
        EXPRESSION
    }

    /**
     * Whether a study may become a case.
     *
     * @param conditions evaluates the expression; one that fails admits nothing
     */
    public boolean admits(CaseFacts facts, Conditions conditions, Configuration configuration, Instant now) {
        return switch (kind) {
            case DEFAULT -> facts.order() != null || facts.notified();
            case ORDERED -> facts.order() != null;
            case ALL -> true;
            case NONE -> false;
            case EXPRESSION ->
                conditions.test(expression, facts, configuration, now) instanceof Conditions.Verdict.Holds;
        };
    }
}
