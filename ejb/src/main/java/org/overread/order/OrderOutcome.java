/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.util.List;
import org.overread.shared.Problem;

/** What became of one {@link OrderRequest}. */
public sealed interface OrderOutcome {

    /**
     * Taken.
     *
     * @param orders the orders it is about, none for a forerunner
     * @param warnings what was understood and yet changed nothing: an unknown order, an older message, an ended order
     */
    record Accepted(List<Long> orders, List<Problem> warnings) implements OrderOutcome {}

    /** Nothing was written: the sender must mend the message. */
    record Refused(Problem problem, Reason reason) implements OrderOutcome {}

    /** In the terms of HL7 table 0357. */
    enum Reason {
        /** The number is another patient's order. */
        DUPLICATE_KEY,
        /** The numbers fit several orders. */
        AMBIGUOUS_KEY
    }
}
