/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.util.Arrays;

/**
 * How long a reader takes for one unit: the median of the last cases, so that one that lay open over lunch says nothing.
 * Not for several threads.
 */
public final class Pace {
    private static final int CASES = 21;
    private static final int ENOUGH = 5;

    private final double[] last = new double[CASES];
    private int seen;
    private double median = ReaderLoad.USUAL_MINUTES_PER_RVU;

    /** A case was read. @param minutes from claim to report @param rvu its units, above 0 */
    public void read(double minutes, double rvu) {
        last[seen++ % CASES] = minutes / rvu;
        if (seen >= ENOUGH) {
            double[] sorted = Arrays.copyOf(last, Math.min(seen, CASES));
            Arrays.sort(sorted);
            median = sorted[sorted.length / 2];
        }
    }

    /** Minutes for one unit; the usual ones until enough is known. */
    public double minutesPerRvu() {
        return median;
    }
}
