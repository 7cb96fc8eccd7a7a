/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it may be logged: its classes and stack traces, without its messages. A database names the values of the
 * row that it refuses, a parser the text that it stumbled over, and either may be a patient's.
 */
final class Redacted extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DEPTH = 6;

    private Redacted(String name, @Nullable Throwable cause, StackTraceElement[] trace) {
        super(name, cause);
        setStackTrace(trace);
    }

    static Redacted of(Throwable failure) {
        return of(failure, DEPTH);
    }

    private static Redacted of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        return new Redacted(
                name(failure),
                cause == null || cause == failure || depth == 0 ? null : of(cause, depth - 1),
                failure.getStackTrace());
    }

    private static String name(Throwable failure) {
        String name = failure.getClass().getName();
        return failure instanceof SQLException sql ? name + " SQLState " + sql.getSQLState() : name;
    }

    /** The class of the failure that began it all. */
    String innermost() {
        Throwable at = this;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
