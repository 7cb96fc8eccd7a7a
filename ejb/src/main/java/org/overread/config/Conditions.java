/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Conditions of the configuration, written in CEL. Inject this; routing evaluates. */
public interface Conditions {

    /** Says whether a condition can be used: compiled, boolean, within its limits. */
    Optional<Fault> check(String expression);

    /**
     * Evaluates one. Never throws: a condition that cannot be evaluated {@link Verdict.Fails} with a reason.
     *
     * @param configuration knows the site's time zone and jurisdiction
     * @param now the moment that is decided for
     */
    Verdict test(String expression, CaseFacts facts, Configuration configuration, Instant now);

    /** What is wrong with an expression. @param line from 1, within it @param column from 1 @param text without values */
    record Fault(int line, int column, String text) {}

    /** What came out. */
    sealed interface Verdict {
        /** The facts that the expression asked about, by the names it used. */
        Map<String, Object> values();

        /** It is true of these facts. */
        record Holds(Map<String, Object> values) implements Verdict {}

        /** It is false of these facts. */
        record HoldsNot(Map<String, Object> values) implements Verdict {}

        /** It could not be told. @param reason in plain words, without values */
        record Fails(Map<String, Object> values, String reason) implements Verdict {}
    }
}
