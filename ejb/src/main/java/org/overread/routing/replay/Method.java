/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.Comparator;

/** How a case comes to its reader. Licences and all that lasts hold in each. */
public enum Method {
    /** By the decision: filtered, scored, watched by clock, offer and ladder. */
    OVERREAD(Order.URGENT),
    /** Each group takes its cases as they came, whatever their priority. */
    FIRST_COME(Order.OLDEST),
    /** Given out in turn to who is on shift, and given out again when that shift ends. */
    ROUND_ROBIN(Order.URGENT),
    /** The first group of the rule reads them all, the most urgent first. */
    STATIC_GROUPS(Order.URGENT);

    private final Comparator<Job> order;

    Method(Comparator<Job> order) {
        this.order = order;
    }

    Comparator<Job> order() {
        return order;
    }

    private static final class Order {
        static final Comparator<Job> OLDEST =
                Comparator.<Job>comparingLong(job -> job.arrived).thenComparingLong(job -> job.id);
        static final Comparator<Job> URGENT = Comparator.<Job>comparingInt(job -> job.priority.ordinal())
                .thenComparingLong(job -> job.due)
                .thenComparingLong(job -> job.id);
    }
}
