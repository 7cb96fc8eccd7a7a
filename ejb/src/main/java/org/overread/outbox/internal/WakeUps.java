/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.Lane;
import org.overread.outbox.OutboxLog;
import org.overread.shared.Failures;

/**
 * Tells workers, on whichever node, that there is something to do. A wake-up carries nothing: it is not persistent, not
 * part of a transaction, sent by a thread of its own so that no commit waits for a broker, and at most one a lane in
 * 50 ms. A lost one costs the poll interval, and nothing else.
 */
@ApplicationScoped
public class WakeUps {
    private static final long GAP_MILLIS = 50;
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);

    @SuppressWarnings("NullAway.Init") // injected
    @Resource
    private ManagedThreadFactory threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Lane> wanted = EnumSet.noneOf(Lane.class);
    private @Nullable Thread sender;
    private boolean stopped;
    private boolean reported;

    void signal(Lane lane) {
        lock.lock();
        try {
            wanted.add(lane);
            if (sender == null && !stopped) {
                sender = threads.newThread(this::send);
                sender.setName("overread-wake-ups");
                sender.start();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        JMSContext context = null;
        try {
            while (true) {
                Set<Lane> lanes = await();
                try {
                    if (context == null) {
                        context = connect();
                    }
                    Queue queue = context.createQueue("OverreadWakeUp");
                    for (Lane lane : lanes) {
                        context.createProducer()
                                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                                .setTimeToLive(TIME_TO_LIVE.toMillis())
                                .setDisableMessageID(true)
                                .send(queue, lane.name());
                    }
                    reported = false;
                } catch (JMSRuntimeException | NamingException e) {
                    if (!reported) {
                        reported = true;
                        OutboxLog.LOG.noBroker(Failures.describe(e));
                    }
                    close(context);
                    context = null;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(context);
        }
    }

    private Set<Lane> await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!stopped) {
                // the pause gathers what many commits ask for into one wake-up
                long pause = changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(GAP_MILLIS));
                while (pause > 0 && !stopped) {
                    pause = changed.awaitNanos(pause);
                }
            }
            while (wanted.isEmpty() && !stopped) {
                changed.await();
            }
            if (stopped) {
                throw new InterruptedException();
            }
            Set<Lane> lanes = EnumSet.copyOf(wanted);
            wanted.clear();
            return lanes;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("BanJNDI") // a name of ours; looked up late, so that a missing broker does not undeploy us
    private static JMSContext connect() throws NamingException {
        var factory = (ConnectionFactory) new InitialContext().lookup("java:/ConnectionFactory");
        return factory.createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    private static void close(@Nullable JMSContext context) {
        if (context != null) {
            try {
                context.close();
            } catch (JMSRuntimeException e) {
                OutboxLog.LOG.debugf("closing after a failure: %s", Failures.describe(e));
            }
        }
    }

    @PreDestroy
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
