/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditRecord;
import org.overread.audit.AuditVerification;
import org.overread.audit.proof.Anchors;
import org.overread.shared.PatientKey;

/**
 * {@code ./bench audit}: events a second that were written by eight writers and sealed and signed beside them, by the clock
 * that stops when the last is sealed; beside the same rows inserted by plain JDBC, in transactions of the same size, into a
 * table of the same columns and indexes, in turns. Then how long the whole takes to verify, and in how much memory.
 */
public final class AuditBench {
    private static final int WRITERS = 8;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int SECONDS = Integer.getInteger("bench.slice", 6);
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 12);

    /** As many as one order leaves. */
    private static final int EVENTS = 3;

    private static final double GOAL = 5_000;
    private static final double GATE = 0.5;

    private AuditBench() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            DataSource source = database.getPostgresDatabase();
            Flyway.configure().dataSource(source).load().migrate();
            new AuditBench().run(source);
        }
        System.exit(0);
    }

    private final SigningKey key = AuditChainFixture.newKey("audit-bench");
    private final AuditRecord event = new AuditMessages("overread@bench")
            .orderRecord(
                    AuditMessages.Act.CREATE,
                    true,
                    "MERCY|RIS",
                    false,
                    "127.0.0.1:40000",
                    new PatientKey("4711", "MERCY"),
                    "A12345",
                    "mercy",
                    "order:12345");

    private void run(DataSource source) throws Exception {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.useHandle(
                h -> h.execute("create table plain_event (like audit_event including defaults including indexes)"));
        ours(jdbi, WARM_UP);
        plain(source, WARM_UP / 2);
        List<Double> ours = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(ours(jdbi, SECONDS));
            plain.add(plain(source, SECONDS));
            ratios.add(ours.get(round) / plain.get(round));
        }
        System.out.println("ratios of the rounds: "
                + ratios.stream()
                        .map(each -> String.format(Locale.ROOT, "%.2f", each))
                        .toList());
        line("audit.events-sealed-per-second.jdbc", median(ours), median(plain));
        line("audit.events-sealed-per-second.goal", median(ours), GOAL);
        line("audit.gate", median(ratios), GATE);
        verify(jdbi);
    }

    private double ours(Jdbi jdbi, int seconds) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        List<Thread> writers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Thread(() -> {
                try (Handle h = jdbi.open()) {
                    while (!over.get()) {
                        h.useTransaction(inside -> {
                            for (int each = 0; each < EVENTS; each++) {
                                JdbiAuditTrail.insert(inside, event);
                            }
                        });
                        written.addAndGet(EVENTS);
                    }
                }
            }));
        }
        CountDownLatch ended = new CountDownLatch(1);
        Thread sealer = new Thread(() -> {
            while (ended.getCount() > 0) {
                sealAll(jdbi);
                pause(ended);
            }
        });
        writers.forEach(Thread::start);
        sealer.start();
        Thread.sleep(seconds * 1000L);
        over.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        ended.countDown();
        sealer.join();
        sealAll(jdbi);
        return written.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private void sealAll(Jdbi jdbi) {
        try {
            boolean more = true;
            while (more) {
                more = jdbi.inTransaction(h -> Sealing.turn(h, 10_000, key)).more();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As long as between two ticks of the server. */
    private static void pause(CountDownLatch ended) {
        try {
            ended.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private double plain(DataSource source, int seconds) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        List<Thread> writers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < WRITERS; i++) {
            int slot = i;
            writers.add(new Thread(() -> {
                try (Connection c = source.getConnection()) {
                    c.setAutoCommit(false);
                    insertPlain(c, slot, over, written);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        writers.forEach(Thread::start);
        Thread.sleep(seconds * 1000L);
        over.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        return written.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private final AtomicLong plainRows = new AtomicLong();

    private void insertPlain(Connection c, int slot, AtomicBoolean over, AtomicLong written) throws SQLException {
        byte[] line = new byte[120];
        byte[] canonical = java.util.Arrays.copyOf(line, line.length + event.message().length);
        System.arraycopy(event.message(), 0, canonical, line.length, event.message().length);
        try (PreparedStatement insert = c.prepareStatement(
                "insert into plain_event (slot, seq, event, action, outcome, who, site, subject, canonical)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            while (!over.get()) {
                for (int each = 0; each < EVENTS; each++) {
                    insert.setInt(1, slot);
                    insert.setLong(2, plainRows.incrementAndGet());
                    insert.setString(3, event.event());
                    insert.setString(4, event.action());
                    insert.setInt(5, event.outcome());
                    insert.setString(6, event.who());
                    insert.setString(7, event.site());
                    insert.setString(8, event.subject());
                    insert.setBytes(9, canonical);
                    insert.executeUpdate();
                }
                c.commit();
                written.addAndGet(EVENTS);
            }
        }
    }

    private void verify(Jdbi jdbi) {
        System.gc();
        long begin = System.nanoTime();
        AuditVerification verified =
                jdbi.inTransaction(h -> new ChainVerification(h, new Anchors(), key).stretch(0, Duration.ofHours(1)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!verified.whole()) {
            throw new IllegalStateException("not whole: " + verified.bad());
        }
        System.out.printf(
                Locale.ROOT,
                "verified %d events in %d seals in %.1f s, %.0f events a second, heap at the end %d MiB%n",
                verified.events(),
                verified.seals(),
                seconds,
                verified.events() / seconds,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void line(String name, double value, double limit) {
        System.out.println(
                String.format(Locale.ROOT, "%s ratio=%.3f value=%.2f limit=%.2f", name, value / limit, value, limit));
    }
}
