/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.audit.AuditVerification;

/**
 * What the owner of the database can do to the trail by SQL, with every trigger off and an anchor told before: each is found,
 * and its place is named. One writer wrote 30 events, sealed five at a time; seals 2, 4 and 6 were told outside.
 */
class AuditTamperingTest {
    private final AuditChainFixture trail = new AuditChainFixture();
    private int slot;

    @BeforeEach
    void write() {
        for (int seal = 1; seal <= 6; seal++) {
            trail.write(5).seal();
            if (seal % 2 == 0) {
                trail.anchor();
            }
        }
        slot = trail.jdbi.withHandle(h -> h.createQuery("select slot from audit_writer order by seq desc limit 1")
                .mapTo(Integer.class)
                .one());
        assertThat(trail.verify().whole()).isTrue();
        assertThat(trail.verify().anchored()).isEqualTo(3);
    }

    private void found(String problem, long seal, String event) {
        AuditVerification verified = trail.verify();
        assertThat(verified.whole()).isFalse();
        AuditVerification.Bad first = verified.bad().get(0);
        assertThat(first.problem() + " " + first.seal() + " " + first.event())
                .as(verified.toString())
                .isEqualTo(problem + " " + seal + " " + event);
    }

    private String place(long seq) {
        return slot + ":" + seq;
    }

    private String where(long seq) {
        return " where slot = " + slot + " and seq = " + seq;
    }

    private long sealOf(long seq) {
        return trail.jdbi.withHandle(h -> h.createQuery(
                        "select seal from audit_seal_slice where slot = :slot and :seq between first_seq and last_seq")
                .bind("slot", slot)
                .bind("seq", seq)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void the_message_of_an_event_is_edited() {
        trail.tamper("update audit_event set canonical = canonical || ' '::bytea" + where(3));
        found("EVENT_CHANGED", sealOf(3), place(3));
    }

    @Test
    void what_an_event_is_found_by_is_edited() {
        trail.tamper("update audit_event set who = 'somebody else'" + where(3));
        found("COLUMNS_CHANGED", sealOf(3), place(3));
    }

    @Test
    void an_event_in_the_middle_is_deleted() {
        trail.tamper("delete from audit_event" + where(4));
        found("EVENT_MISSING", sealOf(4), place(4));
    }

    @Test
    void two_events_change_places() {
        trail.tamper(
                "update audit_event set seq = 1000" + where(2),
                "update audit_event set seq = 2" + where(3),
                "update audit_event set seq = 3" + where(1000));
        found("EVENT_CHANGED", sealOf(2), place(2));
    }

    @Test
    void two_events_change_their_content() {
        trail.tamper("update audit_event e set canonical = o.canonical from audit_event o where e.slot = " + slot
                + " and o.slot = e.slot and ((e.seq = 2 and o.seq = 3) or (e.seq = 3 and o.seq = 2))");
        found("EVENT_CHANGED", sealOf(2), place(2));
    }

    @Test
    void an_event_is_dated_back() {
        trail.tamper("update audit_event set at = at - interval '1 minute'" + where(2));
        found("EVENT_MISSING", sealOf(2), place(2));
    }

    @Test
    void an_event_is_dated_back_in_its_bytes_too() {
        trail.tamper("update audit_event set at = at - interval '1 microsecond', canonical = audit_canonical(slot, seq,"
                + " at - interval '1 microsecond', event, action, outcome, who, site, subject, ''::bytea)" + where(2));
        AuditVerification.Bad bad = trail.verify().bad().get(0);
        assertThat(bad.seal()).isEqualTo(sealOf(2));
        assertThat(bad.event()).isEqualTo(place(2));
    }

    @Test
    void an_event_is_inserted_among_the_sealed() {
        trail.tamper("insert into audit_event (slot, seq, at, event, action, outcome, who, canonical)"
                + " select slot, seq, at + interval '1 microsecond', event, action, outcome, who, canonical"
                + " from audit_event" + where(2));
        AuditVerification.Bad bad = trail.verify().bad().get(0);
        assertThat(bad.problem()).isEqualTo("EVENT_INSERTED");
        assertThat(bad.event()).isEqualTo(place(2));
    }

    @Test
    void an_event_is_inserted_that_no_writer_counted() {
        trail.tamper(
                "insert into audit_event (slot, seq, at, event, action, outcome, who, canonical) values (" + slot
                        + ", 900, now(), '110110', 'R', 0, 'x', ''), (77, 1, now() - interval '1 day', '110110', 'R', 0, 'x', '')");
        AuditVerification verified = trail.verify();
        assertThat(verified.bad())
                .extracting(bad -> bad.problem() + " " + bad.event())
                .containsExactly("EVENT_INSERTED " + place(900), "EVENT_INSERTED 77:1");
    }

    @Test
    void a_counted_event_is_inserted_and_dated_back() {
        trail.tamper(
                "update audit_writer set seq = seq + 1 where slot = " + slot,
                "insert into audit_event (slot, seq, at, event, action, outcome, who, canonical)"
                        + " select slot, seq, now() - interval '2 hours', '110110', 'R', 0, 'x',"
                        + " audit_canonical(slot, seq::bigint, now() - interval '2 hours', '110110', 'R', 0, 'x', '', '',"
                        + " ''::bytea) from audit_writer where slot = " + slot);
        trail.seal();
        long seq = trail.jdbi.withHandle(h -> h.createQuery("select seq from audit_writer where slot = " + slot)
                .mapTo(Long.class)
                .one());
        found("EVENT_BACK_DATED", 7, place(seq));
    }

    @Test
    void the_sealed_tail_is_cut_with_its_counters() {
        trail.tamper(
                "delete from audit_event e using audit_seal_slice s where s.seal >= 5 and e.slot = s.slot"
                        + " and e.seq between s.first_seq and s.last_seq",
                "delete from audit_seal_slice where seal >= 5",
                "delete from audit_seal where number >= 5",
                "update audit_writer w set seq = coalesce((select max(last_seq) from audit_seal_slice s"
                        + " where s.slot = w.slot), 0)");
        found("TAIL_CUT", 6, "");
    }

    @Test
    void a_seal_in_the_middle_is_deleted() {
        trail.tamper("delete from audit_seal_slice where seal = 3", "delete from audit_seal where number = 3");
        found("SEAL_MISSING", 3, "");
    }

    @Test
    void events_are_deleted_before_they_are_sealed_and_the_next_seal_names_them() {
        trail.write(5);
        String place = place(33);
        trail.tamper("delete from audit_event" + where(33));
        found("EVENT_MISSING", 0, place);
        trail.seal();
        found("EVENT_MISSING_BEFORE_SEAL", 7, place);
    }

    @Test
    void a_writers_counter_is_set_back() {
        trail.tamper("update audit_writer set seq = seq - 1 where slot = " + slot);
        assertThat(trail.verify().bad())
                .extracting(AuditVerification.Bad::problem)
                .contains("WRITER_CHANGED");
    }

    @Test
    void the_text_of_a_seal_is_edited() {
        trail.tamper(
                "update audit_seal set canonical = convert_to(replace(convert_from(canonical, 'UTF8'), 'key=audit-1',"
                        + " 'key=audit-9'), 'UTF8'), hash = sha256(convert_to(replace(convert_from(canonical, 'UTF8'),"
                        + " 'key=audit-1', 'key=audit-9'), 'UTF8')) where number = 3");
        found("KEY_UNKNOWN", 3, "");
    }

    @Test
    void the_slices_of_a_seal_are_edited() {
        trail.tamper("update audit_seal_slice set first_seq = first_seq + 1 where seal = 3");
        found("SEAL_CHANGED", 3, "");
    }

    @Test
    void the_whole_chain_is_replaced_from_a_seal_on_by_somebody_without_the_key() {
        replaceFrom(3, Optional.empty());
        found("SIGNATURE", 3, "");
    }

    @Test
    void the_whole_chain_is_replaced_from_a_seal_on_with_a_key_of_another_and_the_anchor_tells() {
        replaceFrom(3, Optional.of(AuditChainFixture.newKey("audit-1")));
        // whoever can put a key of the same name in the database can sign, but not where the anchors are
        found("SIGNATURE", 3, "");
        replaceFrom(3, Optional.of(AuditChainFixture.newKey("audit-2")));
        found("ANCHOR", 4, "");
    }

    @Test
    void the_whole_chain_is_replaced_even_with_the_key_itself_and_the_anchor_tells() {
        replaceFrom(3, Optional.of(trail.key));
        found("ANCHOR", 4, "");
    }

    /** Throws away all from this seal on, changes an event and seals all anew, in batches of the same size. */
    private void replaceFrom(long seal, Optional<SigningKey> with) {
        SigningKey own = trail.key;
        trail.tamper(
                "delete from audit_seal_slice where seal >= " + seal,
                "delete from audit_seal where number >= " + seal,
                "update audit_event e set who = 'nobody', canonical = audit_canonical(slot, seq, at, event, action, outcome,"
                        + " 'nobody', site, subject, ''::bytea) where not exists (select from audit_seal_slice s"
                        + " where s.slot = e.slot and e.seq between first_seq and last_seq)");
        with.ifPresent(key -> trail.tamper("delete from audit_key where key_id = '" + key.id() + "'"));
        trail.key = with.orElse(null);
        while (trail.turn(5).more()) {
            // as before
        }
        trail.key = own;
    }
}
