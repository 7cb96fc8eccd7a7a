/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.ejb.ApplicationException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.overread.shared.Failures;

/**
 * The intake failed by our own fault and took nothing in. Says where and how, in classes and states, never in the
 * failure's own words. An application exception, because the container does not log those.
 */
@ApplicationException(rollback = true)
public final class IntakeFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int DEPTH = 12;
    private static final Set<String> OF_THE_MOMENT = Set.of("08", "57P", "40", "53");

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
     * Not the message's while the database is away (SQLSTATE classes 08 and 57P), nor when it gave up one transaction for
     * another's sake or had no room (40, 53), nor while the application is being stopped. A failed commit has the database's word among what it suppressed.
     */
    private static boolean isMessagesOwn(Throwable failure) {
        return !Failures.isDatabaseAway(failure)
                && !Failures.isStopping(failure)
                && parts(failure, 0).noneMatch(IntakeFailed::isOfTheMoment);
    }

    private static Stream<Throwable> parts(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        Stream<Throwable> below =
                Stream.concat(cause == null ? Stream.empty() : Stream.of(cause), Stream.of(failure.getSuppressed()));
        return depth > DEPTH
                ? Stream.empty()
                : Stream.concat(Stream.of(failure), below.flatMap(part -> parts(part, depth + 1)));
    }

    private static boolean isOfTheMoment(Throwable part) {
        return part instanceof SQLException sql
                && sql.getSQLState() != null
                && OF_THE_MOMENT.stream().anyMatch(sql.getSQLState()::startsWith);
    }
}
