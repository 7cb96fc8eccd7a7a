/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an unforeseen failure may say in a log: what kind it was and where, never its text, since the text of a
 * database's or a parser's error quotes the value that it stumbled on, and that may be a patient's.
 */
public final class Failures {
    private static final int CAUSES = 6;
    private static final int FRAMES = 6;
    private static final Set<String> STOPPING = Set.of(
            "org.jboss.as.ee.component.ComponentIsStoppedException",
            "org.jboss.as.ejb3.component.EJBComponentUnavailableException");

    private Failures() {}

    /** The chain of exception classes, SQL states, and the nearest frames of ours. */
    public static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            text.append(depth == 0 ? "" : " < ").append(cause.getClass().getName());
            if (cause instanceof SQLException sql) {
                text.append('[').append(sql.getSQLState()).append(']');
            }
            if (cause instanceof OverreadException known) {
                text.append('[').append(known.problem().code()).append(']');
            }
            if (cause.getCause() == null) {
                text.append(" at ").append(frames(cause));
            }
            cause = cause.getCause() == cause ? null : cause.getCause();
        }
        return text.toString();
    }

    private static String frames(Throwable cause) {
        String ours = Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.overread."))
                .limit(FRAMES)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(", "));
        return ours.isEmpty() && cause.getStackTrace().length > 0 ? cause.getStackTrace()[0].toString() : ours;
    }

    /**
     * Whether a part of the application was asked that is being stopped: it failed for the moment's reason, and the next
     * start will do it. The server's classes are known by name alone, so that this runs without them.
     */
    public static boolean isStopping(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 12; depth++) {
            if (STOPPING.contains(cause.getClass().getName())) {
                return true;
            }
            cause = cause.getCause() == cause ? null : cause.getCause();
        }
        return false;
    }

    /** Whether the database could not be reached, or went away: SQLSTATE classes 08 and 57P, or no connection to be had. */
    public static boolean isDatabaseAway(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 12; depth++) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                if (state == null || state.startsWith("08") || state.startsWith("57P")) {
                    return true;
                }
            }
            cause = cause.getCause() == cause ? null : cause.getCause();
        }
        return false;
    }
}
