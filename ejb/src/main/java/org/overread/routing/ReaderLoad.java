/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

/**
 * What a reader has to do at one moment.
 *
 * @param open cases that are the reader's and not yet reported
 * @param openRvu their relative value units
 * @param readingRvu of these, the units of the case that is being read now
 * @param openStat how many of them are STAT
 * @param shiftRvu units reported since this shift began
 * @param dayRvu units reported and open within the last 24 hours; by this the day is shared fairly
 * @param minutesPerRvu how long the reader takes for one unit, as a robust running estimate
 */
public record ReaderLoad(
        int open,
        double openRvu,
        double readingRvu,
        int openStat,
        double shiftRvu,
        double dayRvu,
        double minutesPerRvu) {
    /** Minutes for a unit of somebody of whom nothing is known yet. */
    public static final double USUAL_MINUTES_PER_RVU = 8;

    /** Nothing to do. */
    public static final ReaderLoad IDLE = new ReaderLoad(0, 0, 0, 0, 0, 0, USUAL_MINUTES_PER_RVU);

    /** The same with more that lies open, such as a share of what is offered to several. */
    public ReaderLoad and(double rvu) {
        return new ReaderLoad(open, openRvu + rvu, readingRvu, openStat, shiftRvu, dayRvu, minutesPerRvu);
    }
}
