/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.ejb.ApplicationException;
import java.sql.SQLException;
import org.overread.shared.Failures;

/**
 * The intake failed by our own fault and took nothing in. Says where and how, in classes and states, never in the
 * failure's own words. An application exception, because the container does not log those.
 */
@ApplicationException(rollback = true)
public final class IntakeFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String description;
    private final boolean countable;

    private IntakeFailed(String description, boolean countable) {
        super(description, null, false, false);
        this.description = description;
        this.countable = countable;
    }

    static IntakeFailed because(Throwable failure) {
        return failure instanceof IntakeFailed known
                ? known
                : new IntakeFailed(Failures.describe(failure), isMessagesOwn(failure));
    }

    /** Classes, states and places. */
    String description() {
        return description;
    }

    /** Whether it counts as a failure of the message, and not of the moment. */
    boolean countable() {
        return countable;
    }

    /**
     * Not the message's while the database is away, nor when it gave up one transaction for another's sake or had no room
     * (SQLSTATE classes 40 and 53).
     */
    private static boolean isMessagesOwn(Throwable failure) {
        if (Failures.isDatabaseAway(failure)) {
            return false;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 12; depth++) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("40") || sql.getSQLState().startsWith("53"))) {
                return false;
            }
            cause = cause.getCause();
        }
        return true;
    }
}
