/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overread.audit.AuditVerification;
import org.overread.audit.proof.Anchors;

/** Eight writers at once, in two processes that are killed and started again, and a database whose backends are killed too. */
class AuditKillTest {
    private static final int THREADS = 4;
    private final SigningKey key = AuditChainFixture.newKey("audit-1");

    @TempDir
    private Path folder;

    @Test
    void the_chain_is_whole_and_has_no_gap_whoever_is_killed() throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            String address = database.getJdbcUrl("postgres", "postgres");
            Flyway.configure().dataSource(database.getPostgresDatabase()).load().migrate();
            Jdbi jdbi = Jdbi.create(database.getPostgresDatabase());
            AtomicBoolean over = new AtomicBoolean();
            Thread sealer = new Thread(() -> {
                while (!over.get()) {
                    seal(jdbi);
                }
            });
            sealer.start();
            List<Process> writers = new ArrayList<>(List.of(writer(address), writer(address)));
            for (int round = 0; round < 4; round++) {
                awaitMore(jdbi);
                writers.remove(0).destroyForcibly().waitFor();
                writers.add(writer(address));
                if (round == 1) {
                    killOneBackend(jdbi);
                }
            }
            awaitMore(jdbi);
            for (Process writer : writers) {
                writer.destroyForcibly().waitFor();
            }
            over.set(true);
            sealer.join();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> idle(jdbi));
            while (seal(jdbi)) {
                // until all is sealed
            }
            AuditVerification verified = jdbi.inTransaction(
                    h -> new ChainVerification(h, new Anchors(), key).stretch(0, Duration.ofMinutes(5)));
            assertThat(verified.bad()).isEmpty();
            assertThat(verified.events())
                    .isEqualTo(number(jdbi, "select count(*) from audit_event"))
                    .isEqualTo(number(jdbi, "select sum(seq) from audit_writer"));
            Set<String> kept = kept(jdbi);
            Set<String> acknowledged = acknowledged();
            assertThat(acknowledged).hasSizeGreaterThan(100);
            assertThat(kept).as("what was acknowledged is there").containsAll(acknowledged);
            System.out.printf(
                    "audit under kill -9: events=%d seals=%d acknowledged=%d lost=0%n",
                    verified.events(), verified.seals(), acknowledged.size() * 2);
        }
    }

    private boolean seal(Jdbi jdbi) {
        try {
            return jdbi.inTransaction(h -> Sealing.turn(h, 500, key)).more();
        } catch (JdbiException away) {
            return true; // again, when the database is back
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process writer(String address) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AuditWriterProgram.class.getName(),
                        address,
                        folder.toString(),
                        Integer.toString(THREADS))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** As many more events as show that every writer is at work. */
    private static void awaitMore(Jdbi jdbi) {
        long[] before = {-1};
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            long now = number(jdbi, "select count(*) from audit_event");
            if (before[0] < 0) {
                before[0] = now;
            }
            return now > before[0] + 400;
        });
    }

    /** SIGKILL to the backend of a writer: PostgreSQL then ends them all and recovers. */
    private static void killOneBackend(Jdbi jdbi) {
        long[] pid = new long[1];
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            pid[0] = number(jdbi, "select pid from pg_stat_activity where query like 'with writer%' limit 1");
            return pid[0] > 0;
        });
        ProcessHandle.of(pid[0]).orElseThrow().destroyForcibly();
    }

    private static boolean idle(Jdbi jdbi) {
        return number(
                        jdbi,
                        "select count(*) from pg_stat_activity where backend_type = 'client backend'"
                                + " and state <> 'idle' and pid <> pg_backend_pid()")
                == 0;
    }

    private static long number(Jdbi jdbi, String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    private static Set<String> kept(Jdbi jdbi) {
        Set<String> kept = new HashSet<>();
        jdbi.useHandle(h -> h.createQuery(
                        "select convert_from(substring(canonical from position('\\x0a'::bytea in canonical) + 1),"
                                + " 'UTF8') from audit_event")
                .mapTo(String.class)
                .forEach(message -> kept.add(message.substring(0, message.length() - 2))));
        return kept;
    }

    /** Whole lines only: the last one may have been cut by the kill. */
    private Set<String> acknowledged() throws IOException {
        Set<String> all = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(all::add);
            }
        }
        return all;
    }
}
