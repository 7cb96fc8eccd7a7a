/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * What came of a run, or of what happened.
 *
 * @param byPriority one line a priority, the most urgent first
 * @param rvuByReader units read, for every reader of the configuration
 * @param hoursByReader of these, how many in each hour of the day on the reader's own clock, from midnight on; of those who
 *     read anything
 * @param moved cases that changed hands
 * @param gini how unevenly the work was shared: 0 = evenly, towards 1 = one has all
 * @param cost what readers by the unit and contracts by the case cost, in the document's currency
 */
public record Outcomes(
        Line all,
        Map<Priority, Line> byPriority,
        Map<String, Double> rvuByReader,
        Map<String, List<Double>> hoursByReader,
        int moved,
        double gini,
        double cost) {
    public Outcomes {
        rvuByReader = Map.copyOf(rvuByReader);
        hoursByReader = Map.copyOf(hoursByReader);
    }

    /**
     * One case that came to its end.
     *
     * @param group who had it at the end; null = in triage
     * @param reader who read it; null = nobody did, or a group that chooses its readers itself
     * @param cost what reading it cost
     * @param endedAt milliseconds since 1970; when nobody read it, of no meaning
     * @param minutes from its arrival to its report; not a number when unread
     * @param breached its time passed before it was read
     * @param moves how often it changed hands
     * @param triaged whether it waited in triage
     */
    public record Ended(
            long id,
            Priority priority,
            @Nullable String group,
            @Nullable String reader,
            double rvu,
            double cost,
            long endedAt,
            double minutes,
            boolean breached,
            int moves,
            boolean triaged) {
        boolean unread() {
            return Double.isNaN(minutes);
        }
    }

    /** A line of a table. @param unread of these, how many nobody read @param p50 minutes from arrival to report */
    public record Line(int cases, int breaches, int unread, double p50, double p90, double p99) {
        /** Breached cases in a hundred. */
        public double breachRate() {
            return cases == 0 ? 0 : 100.0 * breaches / cases;
        }
    }
}
