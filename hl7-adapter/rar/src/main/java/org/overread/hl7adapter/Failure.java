/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import java.sql.SQLException;
import java.util.StringJoiner;

/** Says what went wrong by the kinds of the causes only: the text of an exception may quote a patient's data. */
final class Failure {
    private static final int DEEPEST = 8;

    private Failure() {}

    static String describe(Throwable thrown) {
        StringJoiner causes = new StringJoiner(" by ");
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String name = cause.getClass().getSimpleName();
            causes.add(cause instanceof SQLException sql ? name + "[" + sql.getSQLState() + "]" : name);
            cause = cause.getCause();
        }
        return causes.toString();
    }
}
