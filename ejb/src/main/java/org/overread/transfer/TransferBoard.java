/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way, and how the ways are: what operators look at.
 *
 * @param at the database's time of the answer
 * @param ways each destination that the configuration names or that something was sent to lately
 * @param moving transfers that have not ended, the most urgent first, at most {@link TransferQuery#MOST}
 */
public record TransferBoard(Instant at, List<Way> ways, List<Moving> moving) {
    public TransferBoard {
        ways = List.copyOf(ways);
        moving = List.copyOf(moving);
    }

    /** What a destination does by now. */
    public enum Condition {
        /** Studies go there. */
        OPEN,
        /** Outside its hours: routine studies wait. */
        CLOSED,
        /** It did not answer; nobody calls it before {@link Way#until}. */
        RESTS,
        /** Its rest is over and one transfer tries. */
        TRIED
    }

    /**
     * A destination.
     *
     * @param configured whether the configuration in force names it
     * @param until when it opens, or its rest ends; else null
     * @param failures in a row in which it was not reached
     * @param waiting transfers that wait
     * @param sending those under way
     * @param quarantined those that wait for a person
     * @param verified proved in the last 24 hours
     * @param hours the last 24 hours, oldest first; hours in which nothing was done are left out
     */
    public record Way(
            String destination,
            boolean configured,
            Condition condition,
            @Nullable Instant until,
            int failures,
            int waiting,
            int sending,
            int quarantined,
            int verified,
            List<Hour> hours) {
        public Way {
            hours = List.copyOf(hours);
        }
    }

    /**
     * What attempts that began in one hour came to.
     *
     * @param from its beginning
     * @param bytes handed over
     * @param attempts how many
     * @param failed how many of them ended otherwise than verified
     */
    public record Hour(Instant from, long bytes, int attempts, int failed) {}

    /**
     * A transfer that has not ended.
     *
     * @param urgent whether it goes by the lane of its own
     * @param dueAt when the clock of its case ends
     * @param bytesPerSecond of the running attempt; 0 while none runs
     * @param secondsLeft until all objects are there, at the pace of the running attempt; null while that is not known
     */
    public record Moving(
            Transfer transfer,
            boolean urgent,
            @Nullable String group,
            @Nullable Instant dueAt,
            long bytesPerSecond,
            @Nullable Long secondsLeft) {}
}
