/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.Optional;

/** Conditions of the configuration, written in CEL. Inject this; routing evaluates. */
public interface Conditions {

    /** Says whether a condition can be used: compiled, boolean, within its limits. */
    Optional<Fault> check(String expression);

    /** Evaluates one. Never throws: a condition that cannot be evaluated {@link Verdict.Fails} with a reason. */
    Verdict test(String expression, CaseFacts facts);

    /** What is wrong with an expression. @param line from 1, within it @param column from 1 @param text without values */
    record Fault(int line, int column, String text) {}

    /** What came out. */
    sealed interface Verdict {
        /** It is true of these facts. */
        record Holds() implements Verdict {}

        /** It is false of these facts. */
        record HoldsNot() implements Verdict {}

        /** It could not be told. @param reason in plain words, without values */
        record Fails(String reason) implements Verdict {}
    }
}
