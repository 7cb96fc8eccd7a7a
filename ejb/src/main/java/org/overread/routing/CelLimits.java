/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

/**
 * What one condition may cost. Compiling is bounded by length, depth and nodes, running by loop turns; regular
 * expressions are RE2, linear in the text they look at.
 */
final class CelLimits {
    /** Code points of an expression. */
    static final int LENGTH = 4_000;

    /** Levels of nesting, which the parser recurses by. */
    static final int DEPTH = 40;

    /** Nodes of the checked expression, macros expanded. */
    static final int NODES = 600;

    /** Turns of all loops ({@code exists}, {@code all}, {@code filter}, {@code map}) together. */
    static final int ITERATIONS = 1_000;

    /** Instructions of a compiled regular expression. */
    static final int REGEX_PROGRAM = 1_000;

    private CelLimits() {}
}
