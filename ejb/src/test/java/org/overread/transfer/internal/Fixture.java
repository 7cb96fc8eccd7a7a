/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import org.jdbi.v3.core.Jdbi;
import org.overread.TestDatabase;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.FixedConfiguration;
import org.overread.outbox.Breaker;
import org.overread.outbox.Lease;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.timeline.Timeline;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.Peers;
import org.overread.transfer.SendStudy;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferAttempt;

/** The transfer feature over a real database, with the peers that a test gives it. */
final class Fixture {
    static final String STUDY = "1.2.826.0.1.3680043.10.1";

    private static final Jdbi DATABASE = pooled();

    final Jdbi jdbi = DATABASE;
    final List<WorkItem> appended = new ArrayList<>();
    final List<Object> events = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    final TransferRows rows = new TransferRows(jdbi);
    final JdbiTransfers transfers = new JdbiTransfers(jdbi);
    final Comparison comparison = new Comparison(jdbi);
    final Breaker breaker = new Breaker(jdbi);
    final Announcements announcements = new Announcements(lines(), new Appended(), new Events(), rows);
    final TransferServiceBean service = new TransferServiceBean(
            transfers, announcements, new Receipts(jdbi), new Board(jdbi, inForce(), Clock.systemUTC()));
    final PassingClock clock = new PassingClock();
    final Slots slots = new Slots(40);
    final Traffic traffic = new Traffic(slots, new Streams(clock), new Bandwidth(clock), clock);
    final TransferSend handler;
    Plan plan = streaming(2);
    Configuration configuration = Configuration.EMPTY;

    Fixture(Peers peers) {
        jdbi.useHandle(h -> h.execute("truncate transfer, breaker restart identity cascade"));
        ThreadFactory threads = Thread::new;
        Endings endings = new Endings(rows, comparison, new Receipts(jdbi), announcements, breaker);
        Listing listing = new Listing(peers, comparison, rows, breaker, threads);
        handler = new TransferSend(
                request -> plan,
                traffic,
                breaker,
                rows,
                comparison,
                new StoreRoute(peers, listing, comparison, rows, breaker, endings, traffic, threads),
                new ExportRoute(peers, listing, new CommitmentProof(clock, clock::pass), rows, endings),
                endings,
                announcements);
    }

    static Plan streaming(int streams) {
        return new Plan("", true, false, 4, streams, new ObjectSink.Batch(3, 1 << 20), Issuers.NONE);
    }

    static SendStudy request(long caseId, String destination) {
        return new SendStudy(caseId, 7, "hospital", STUDY, "north", destination);
    }

    static SendStudy request() {
        return request(1, "group");
    }

    /** Connections are kept: a new one for each statement would be most of the test's time. */
    @SuppressWarnings("deprecation") // good enough for a test
    private static Jdbi pooled() {
        var pool = new org.postgresql.ds.PGPoolingDataSource();
        pool.setUrl(((org.postgresql.ds.PGSimpleDataSource) TestDatabase.migrated()).getUrl());
        pool.setUser("postgres");
        pool.setMaxConnections(20);
        return Jdbi.create(pool);
    }

    /** One attempt, recorded as the outbox does it. */
    WorkOutcome work(SendStudy request) {
        return work(request, new TestLease());
    }

    WorkOutcome work(SendStudy request, TestLease lease) {
        WorkOutcome outcome = handler.handle(request.work(), 0, lease);
        lease.fenced(outcome.effect());
        return outcome;
    }

    Transfer transfer() {
        return transfers.load(Scope.system(), 1).orElseThrow();
    }

    List<TransferAttempt.Result> results() {
        return transfers.attempts(Scope.system(), 1).stream()
                .map(TransferAttempt::result)
                .toList();
    }

    List<String> told() {
        return appended.stream()
                .filter(item -> item.kind().equals("case.transfer"))
                .map(item -> item.json().get("state").asText())
                .toList();
    }

    /** Writes in one transaction, unless it is lost. */
    class TestLease implements Lease {
        volatile boolean lost;

        @Override
        public boolean lost() {
            return lost;
        }

        @Override
        public void fenced(Runnable change) {
            jdbi.useTransaction(h -> {
                change.run();
                if (lost) {
                    throw new LeaseLost();
                }
            });
        }
    }

    private final class Appended implements Work {
        @Override
        public void append(WorkItem item) {
            appended.add(item);
        }

        @Override
        public void appendUnlessWaiting(WorkItem item) {
            appended.add(item);
        }
    }

    private ConfigurationStore inForce() {
        return new FixedConfiguration() {
            @Override
            public Configuration current() {
                return configuration;
            }
        };
    }

    /** Keeps the kinds of the lines that were added. */
    private Timeline lines() {
        return (Timeline) Proxy.newProxyInstance(
                Fixture.class.getClassLoader(), new Class<?>[] {Timeline.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("add")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    lines.add((String) arguments[3]);
                    return null;
                });
    }

    private final class Events implements Event<Object> {
        @Override
        public void fire(Object event) {
            events.add(event);
        }

        @Override
        public <U> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<Object> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
