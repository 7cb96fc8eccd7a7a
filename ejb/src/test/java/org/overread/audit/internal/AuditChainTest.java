/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.overread.audit.AuditRecord;
import org.overread.audit.AuditVerification;
import org.overread.audit.proof.Anchors;

class AuditChainTest {
    private final AuditChainFixture trail = new AuditChainFixture();

    @Test
    void what_is_written_is_sealed_in_batches_that_hold_to_each_other() {
        trail.write(25);
        assertThat(trail.turn(10).more()).isTrue();
        assertThat(trail.turn(10).more()).isTrue();
        assertThat(trail.turn(10).more()).isFalse();
        assertThat(trail.turn(10).seal()).as("nothing is left").isNull();
        trail.anchor();
        AuditVerification verified = trail.verify();
        assertThat(verified.bad()).isEmpty();
        assertThat(verified).isEqualTo(new AuditVerification(true, 3, 25, 1, List.of(), null));
    }

    @Test
    void each_of_many_transactions_at_once_has_a_writer_of_its_own_and_none_waits() {
        int many = 40;
        List<Handle> open = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            var handle = trail.jdbi.open().begin();
            open.add(handle);
            JdbiAuditTrail.insert(handle, AuditChainFixture.event("a"));
            JdbiAuditTrail.insert(handle, AuditChainFixture.event("b"));
        }
        assertThat(trail.turn(1000).seal()).as("nothing is committed").isNull();
        for (int i = 0; i < many; i++) {
            if (i % 4 == 0) {
                open.get(i).rollback();
            } else {
                open.get(i).commit();
            }
            open.get(i).close();
        }
        trail.write(5).seal();
        AuditVerification verified = trail.verify();
        assertThat(verified.bad()).isEmpty();
        assertThat(verified.events()).isEqualTo(many * 2 * 3 / 4 + 5);
    }

    @Test
    void what_one_transaction_did_is_written_at_once_and_in_its_order() {
        List<AuditRecord> events =
                Stream.of("a", "b", "c").map(AuditChainFixture::event).toList();
        trail.jdbi.useTransaction(h -> JdbiAuditTrail.insert(h, events));
        trail.jdbi.useTransaction(h -> JdbiAuditTrail.insert(h, events));
        trail.seal();
        AuditVerification verified = trail.verify();
        assertThat(verified.bad()).isEmpty();
        assertThat(verified.events()).isEqualTo(6);
        List<String> messages = trail.jdbi.withHandle(
                h -> h.createQuery("select right(convert_from(canonical, 'UTF8'), 1) from audit_event order by id")
                        .mapTo(String.class)
                        .list());
        assertThat(messages).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void a_transaction_that_is_open_long_holds_nothing_up_and_is_sealed_when_it_ends() {
        trail.jdbi.useTransaction(slow -> {
            JdbiAuditTrail.insert(slow, AuditChainFixture.event("slow"));
            CompletableFuture.runAsync(() -> trail.write(5).seal()).join();
            assertThat(trail.last().events()).isEqualTo(5);
        });
        trail.seal();
        assertThat(trail.verify().events()).isEqualTo(6);
        assertThat(trail.verify().whole()).isTrue();
    }

    @Test
    void one_node_seals_at_a_time() throws GeneralSecurityException {
        trail.write(3);
        trail.jdbi.useTransaction(other -> {
            assertThat(Sealing.turn(other, 1, null).seal()).isNotNull();
            assertThat(CompletableFuture.supplyAsync(() -> trail.turn(10).seal())
                            .join())
                    .as("another has the turn")
                    .isNull();
        });
    }

    @Test
    void the_chain_is_verified_in_stretches_too() {
        trail.write(30);
        while (trail.turn(5).more()) {
            trail.anchor();
        }
        long seals = 0;
        long events = 0;
        String next = "0";
        int stretches = 0;
        while (next != null) {
            long after = Long.parseLong(next);
            AuditVerification part = trail.jdbi.inTransaction(
                    h -> new ChainVerification(h, trail.anchors(), trail.key).stretch(after, Duration.ZERO));
            assertThat(part.bad()).isEmpty();
            seals += part.seals();
            events += part.events();
            next = part.next();
            stretches++;
        }
        assertThat(List.of(seals, events)).containsExactly(6L, 30L);
        assertThat(stretches).isEqualTo(6);
    }

    @Test
    void a_new_key_signs_from_the_next_seal_on_and_the_old_seals_stay_good() {
        trail.write(3).seal();
        trail.key = AuditChainFixture.newKey("audit-2");
        trail.write(3).seal().anchor();
        assertThat(trail.verify().bad()).isEmpty();
        assertThat(trail.last().key()).isEqualTo("audit-2");
    }

    @Test
    void a_node_that_was_given_no_key_leaves_a_signed_trail_to_those_that_have_it() throws Exception {
        SigningKey key = trail.key;
        trail.write(5).seal();
        trail.key = null;
        trail.write(5);
        assertThatThrownBy(() -> trail.jdbi.useTransaction(h -> Sealing.refuseUnsigned(h, trail.key)))
                .isInstanceOf(GeneralSecurityException.class);
        trail.key = key;
        trail.jdbi.useTransaction(h -> Sealing.refuseUnsigned(h, trail.key));
        trail.seal();
        trail.anchor();
        assertThat(trail.verify().bad()).isEmpty();
    }

    @Test
    void without_a_key_the_chain_is_whole_and_unsigned() {
        trail.key = null;
        trail.write(3).seal();
        AuditVerification verified = trail.jdbi.inTransaction(
                h -> new ChainVerification(h, new Anchors(), null).stretch(0, Duration.ofMinutes(1)));
        assertThat(verified.bad()).isEmpty();
        assertThat(verified.anchored()).isZero();
    }
}
