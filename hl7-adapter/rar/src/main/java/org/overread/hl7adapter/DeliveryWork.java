/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** One delivery worker, on a thread of the container's work manager until the queue is closed. */
final class DeliveryWork implements Work, WorkContextProvider {
    private static final long serialVersionUID = 1L;

    private final transient DeliveryQueue queue;
    private final transient EndpointDelivery delivery;
    private final int batch;
    private final transient CountDownLatch ended;

    DeliveryWork(DeliveryQueue queue, EndpointDelivery delivery, int batch, CountDownLatch ended) {
        this.queue = queue;
        this.delivery = delivery;
        this.batch = batch;
        this.ended = ended;
    }

    @Override
    public void run() {
        try {
            List<PendingMessage> messages = queue.take(batch, 1);
            while (!messages.isEmpty()) {
                delivery.deliver(messages);
                messages = queue.take(batch, messages.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("delivery worker interrupted");
        } finally {
            ended.countDown();
        }
    }

    @Override
    public void release() {
        queue.close();
    }

    @Override
    public List<WorkContext> getWorkContexts() {
        HintsContext hints = new HintsContext();
        hints.setHint(HintsContext.NAME_HINT, "overread-mllp");
        hints.setHint(HintsContext.LONGRUNNING_HINT, true);
        return List.of(hints);
    }
}
