/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;

/**
 * An order was called off when its images had been made. Whether they are read all the same is for people to say, so its
 * case is flagged to them, whatever its state.
 */
@ApplicationScoped
class CancelAskedHandler implements WorkHandler.Transactional {
    private final CaseRows rows;
    private final CaseTimeline timeline;

    @Inject
    CancelAskedHandler(CaseRows rows, CaseTimeline timeline) {
        this.rows = rows;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CancelAskedHandler() {
        this.rows = null;
        this.timeline = null;
    }

    @Override
    public String kind() {
        return CaseWork.CANCEL_ASKED;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        long order = item.payload(CaseWork.OrderMoved.class).orderId();
        rows.lockByOrder(order)
                .filter(c -> c.state() != CaseState.CANCELLED && !c.orderCancelled())
                .ifPresent(c -> {
                    rows.write(new CaseChange(c).orderCancelled(true).done());
                    timeline.add(
                            c,
                            "case.order-cancelled",
                            "The order was called off after its images had been made, while the case was " + c.state()
                                    + ". Nothing was taken away; reader and coordinator decide.");
                });
        return WorkOutcome.done();
    }
}
