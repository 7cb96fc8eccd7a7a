/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.overread.hl7adapter.api.MllpGate;

/** One message-driven bean's activation: a server, and the workers that carry its messages to the bean. */
final class MllpActivation {
    private static final long WORKERS_END_SECONDS = 5;

    private final MllpServer server;
    private final Runnable follow = this::followGate;
    private final BooleanSupplier bound;
    private final CountDownLatch workersEnded;

    /** Opens the ports now if the application is ready, else when it is. */
    MllpActivation(BootstrapContext context, MessageEndpointFactory endpoints, MllpSettings settings, Clock clock)
            throws WorkException {
        server = new MllpServer(settings, clock);
        bound = server::isBound;
        workersEnded = new CountDownLatch(settings.workers());
        EndpointDelivery delivery = new EndpointDelivery(endpoints, context.getTransactionSynchronizationRegistry());
        try {
            for (int i = 0; i < settings.workers(); i++) {
                context.getWorkManager()
                        .startWork(new DeliveryWork(server.queue(), delivery, settings.batch(), workersEnded));
            }
        } catch (WorkException e) {
            server.queue().close();
            server.endThreadsSoon();
            throw e;
        }
        MllpGate.gate().serve(bound);
        MllpGate.gate().watch(follow);
        if (!MllpGate.gate().isOpen()) {
            LOG.waitingForApplication();
        }
        followGate();
    }

    MllpServer server() {
        return server;
    }

    /** Returns when ports, connections and threads are gone. */
    void stop() {
        MllpGate.gate().unwatch(follow);
        MllpGate.gate().unserve(bound);
        try {
            server.stop();
            workersEnded.await(WORKERS_END_SECONDS, TimeUnit.SECONDS);
            server.endThreads();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.endThreadsSoon();
        }
    }

    private void followGate() {
        server.listen(MllpGate.gate().isOpen());
    }
}
