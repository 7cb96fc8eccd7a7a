/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.audit.AuditRecord;

class AuditForwardingTest {
    private static final String TARGET = "udp://x";
    private static final Duration LEASE = Duration.ofMinutes(1);
    private Jdbi jdbi;

    @BeforeEach
    void database() {
        jdbi = TestDatabase.jdbi();
        jdbi.useHandle(h -> AuditForwarding.register(h, TARGET));
    }

    private static AuditRecord message(String text) {
        return new AuditRecord("110100", "E", 0, "x", "", "", text.getBytes(StandardCharsets.UTF_8));
    }

    private void insert(AuditRecord entry) {
        jdbi.useHandle(h -> JdbiAuditTrail.insert(h, entry));
    }

    private List<String> serve() {
        return jdbi.withHandle(h -> {
            var cursor = AuditForwarding.lease(h, TARGET, "one", LEASE).orElseThrow();
            var batch = AuditForwarding.next(h, cursor, 10);
            if (!batch.isEmpty()) {
                AuditForwarding.advance(h, TARGET, "one", batch.get(batch.size() - 1));
            }
            return batch.stream()
                    .map(kept -> new String(kept.message(), StandardCharsets.UTF_8))
                    .toList();
        });
    }

    @Test
    void a_message_committed_late_is_not_passed_over_though_its_number_is_lower() {
        jdbi.useTransaction(early -> {
            early.execute("insert into audit_event (slot, seq, event, action, outcome, who, canonical)"
                    + " values (99, 1, '110100', 'E', 0, 'x', E'[]\\nearly'::bytea)");
            CompletableFuture.runAsync(() -> insert(message("later"))).join();
            List<String> meanwhile = CompletableFuture.supplyAsync(this::serve).join();
            assertThat(meanwhile)
                    .as("a running transaction may still come before")
                    .isEmpty();
        });
        assertThat(serve()).containsExactly("early", "later");
        assertThat(serve()).isEmpty();
    }

    @Test
    void one_node_serves_a_repository_at_a_time() {
        jdbi.useHandle(h -> {
            assertThat(AuditForwarding.lease(h, TARGET, "one", LEASE)).isPresent();
            assertThat(AuditForwarding.lease(h, TARGET, "two", LEASE)).isEmpty();
            assertThat(AuditForwarding.lease(h, TARGET, "one", LEASE)).isPresent();
        });
    }

    @Test
    void a_repository_that_failed_is_left_in_peace_for_a_while_and_loses_nothing() {
        insert(message("kept"));
        jdbi.useHandle(h -> {
            AuditForwarding.lease(h, TARGET, "one", LEASE);
            AuditForwarding.failed(h, TARGET, "one", Duration.ofHours(1), "down");
            assertThat(AuditForwarding.lease(h, TARGET, "one", LEASE)).isEmpty();
            h.execute("update audit_forward set retry_at = now()");
        });
        assertThat(serve()).containsExactly("kept");
    }
}
