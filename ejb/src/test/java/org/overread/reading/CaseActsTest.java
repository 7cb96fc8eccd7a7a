/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.shared.OverreadException;
import org.overread.shared.OverreadException.Kind;
import org.overread.shared.Priority;
import org.overread.study.Hint;

/** What people do with a case beside reading it. */
class CaseActsTest {
    private static final String UID = "1.2.3";
    private static final Scope FRIDA = Scope.of("frida", Set.of(Role.RADIOLOGIST), Set.of(), Set.of("region"));
    private static final Scope TINA = Scope.of("tina", Set.of(Role.TECHNOLOGIST), Set.of("S"), Set.of());
    private static final Scope RITA = ReadingBench.RITA;
    private static final Scope RON = ReadingBench.RON;
    private static final Scope CORA = ReadingBench.CORA;

    private final ReadingBench bench = new ReadingBench();

    CaseActsTest() {
        bench.outwards();
    }

    private static void refused(Kind kind, String code, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(OverreadException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.problem().code()).isEqualTo(code);
        });
    }

    private List<String> notes(long id) {
        return bench.talk.notes(CORA, id).stream()
                .map(n -> n.by() + " " + n.act() + " " + n.text())
                .toList();
    }

    @Test
    void a_reader_declines_with_a_reason_and_the_case_stays_the_groups() {
        ReadingCase case1 = bench.available(UID);
        bench.acts.decline(RITA, case1.id(), case1.version(), "not my field");
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(bench.owners(case1.id())).containsExactly("local");
        assertThat(notes(case1.id())).containsExactly("rita DECLINE not my field");
        assertThat(bench.studies.lines).noneMatch(l -> l.contains("not my field"));
        bench.service.claim(RON, case1.id(), bench.only().version());
        refused(
                Kind.CONFLICT,
                "OVR000802",
                () -> bench.acts.decline(RITA, case1.id(), bench.only().version(), "no"));
        bench.acts.decline(RON, case1.id(), bench.only().version(), "nor mine");
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(bench.only().reader()).isNull();
        int declined = bench.studies.jdbi.withHandle(h -> h.createQuery("select count(*) from case_declined")
                .mapTo(Integer.class)
                .one());
        assertThat(declined).isEqualTo(2);
        refused(
                Kind.FORBIDDEN,
                "OVR000200",
                () -> bench.acts.decline(CORA, case1.id(), bench.only().version(), "no"));
    }

    @Test
    void a_reader_escalates_to_the_next_tier_and_loses_sight_of_it() {
        ReadingCase case1 = bench.available(UID);
        CaseView after = bench.acts.escalate(RITA, case1.id(), case1.version(), null, "too hard");
        assertThat(after.readingCase().ownerGroup()).isEqualTo("region");
        assertThat(after.readingCase().escalated()).isTrue();
        assertThat(after.readingCase().destination()).isEqualTo("far-pacs");
        assertThat(bench.owners(case1.id())).containsExactly("region");
        assertThat(bench.cases.load(RITA, case1.id())).isEmpty();
        assertThat(bench.cases.load(FRIDA, case1.id())).isPresent();
        bench.acts.escalate(FRIDA, case1.id(), bench.only().version(), null, "");
        assertThat(bench.only().ownerGroup()).isEqualTo("world");
        refused(
                Kind.UNPROCESSABLE,
                "OVR000818",
                () -> bench.acts.escalate(CORA, case1.id(), bench.only().version(), null, ""));
    }

    @Test
    void whoever_reads_a_case_may_escalate_it_and_nobody_else() {
        ReadingCase case1 = bench.available(UID);
        bench.service.claim(RITA, case1.id(), case1.version());
        refused(
                Kind.CONFLICT,
                "OVR000802",
                () -> bench.acts.escalate(CORA, case1.id(), bench.only().version(), "region", ""));
        refused(
                Kind.CONFLICT,
                "OVR000802",
                () -> bench.acts.reroute(CORA, case1.id(), bench.only().version(), "region", ""));
        bench.acts.escalate(RITA, case1.id(), bench.only().version(), "region", "");
        assertThat(bench.only().state()).isEqualTo(CaseState.ROUTED);
        assertThat(bench.only().reader()).isNull();
    }

    @Test
    void a_coordinator_reroutes_out_of_triage_to_a_group_that_may_have_it() {
        bench.triage = true;
        bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        ReadingCase case1 = bench.only();
        refused(
                Kind.UNPROCESSABLE,
                "OVR000819",
                () -> bench.acts.reroute(CORA, case1.id(), case1.version(), "elsewhere", ""));
        refused(
                Kind.UNPROCESSABLE,
                "OVR000819",
                () -> bench.acts.reroute(CORA, case1.id(), case1.version(), "nobody", ""));
        bench.acts.reroute(CORA, case1.id(), case1.version(), "region", "she asked for it");
        assertThat(bench.only().triage()).isFalse();
        assertThat(bench.only().state()).isEqualTo(CaseState.ROUTED);
        assertThat(bench.owners(case1.id())).containsExactly("region");
        bench.studies.pump();
        assertThat(bench.sends()).isOne();
        assertThat(bench.studies.events)
                .anyMatch(e -> e instanceof CaseActed acted
                        && acted.act().equals("reroute")
                        && acted.user().equals("cora")
                        && acted.patientId().equals("1"));
        refused(
                Kind.PRECONDITION_FAILED,
                "OVR000804",
                () -> bench.acts.reroute(CORA, case1.id(), case1.version(), "local", ""));
    }

    @Test
    void a_lost_race_names_the_person_who_was_faster() {
        ReadingCase case1 = bench.available(UID);
        bench.holds.priority(CORA, case1.id(), case1.version(), Priority.ROUTINE, "");
        bench.studies.jdbi.useHandle(
                h -> h.createUpdate("""
                        insert into timeline (subject, kind, text, data)
                        values (:subject, 'case.priority', '', '{"by": "cora"}')""").bind("subject", case1.subject()).execute());
        assertThatThrownBy(() -> bench.acts.decline(RITA, case1.id(), case1.version(), "no"))
                .isInstanceOfSatisfying(OverreadException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
                    assertThat(e.getMessage()).contains("OVR000817", "cora");
                });
    }

    @Test
    void a_held_case_is_not_claimed_and_its_clock_stands_still() {
        ReadingCase case1 = bench.available(UID);
        bench.holds.hold(CORA, case1.id(), case1.version(), "contrast missing", null);
        ReadingCase held = bench.only();
        assertThat(held.held()).isTrue();
        assertThat(bench.timers(case1.id())).containsExactly(DueKind.REMIND);
        refused(Kind.CONFLICT, "OVR000805", () -> bench.service.claim(RITA, case1.id(), held.version()));
        assertThatThrownBy(() -> bench.holds.hold(CORA, case1.id(), held.version(), "again", null))
                .hasMessageContaining("OVR000820")
                .hasMessageContaining("cora");
        refused(Kind.FORBIDDEN, "OVR000205", () -> bench.holds.resume(RITA, case1.id(), held.version()));
        bench.pass(Duration.ofDays(2));
        assertThat(bench.told("case.breached")).isZero();
        bench.holds.resume(CORA, case1.id(), bench.only().version());
        assertThat(Duration.between(bench.rows.now(), bench.only().dueAt()))
                .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(31));
        assertThat(bench.timers(case1.id())).contains(DueKind.BREACH, DueKind.WARN);
        refused(
                Kind.CONFLICT,
                "OVR000821",
                () -> bench.holds.resume(CORA, case1.id(), bench.only().version()));
    }

    @Test
    void a_hold_ends_in_the_future_and_soon() {
        ReadingCase case1 = bench.available(UID);
        for (long seconds : new long[] {-1, 31L * 24 * 3600}) {
            refused(
                    Kind.BAD_REQUEST,
                    "OVR000822",
                    () -> bench.holds.hold(
                            CORA,
                            case1.id(),
                            case1.version(),
                            "x",
                            bench.rows.now().plusSeconds(seconds)));
        }
    }

    @Test
    void a_priority_is_raised_and_lowered_by_a_coordinator_and_the_clock_follows() {
        bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        ReadingCase case1 = bench.only();
        bench.holds.priority(CORA, case1.id(), case1.version(), Priority.PREOPERATIVE, "");
        assertThat(bench.only().dueAt()).as("never longer by a more urgent one").isEqualTo(case1.dueAt());
        bench.holds.priority(CORA, case1.id(), bench.only().version(), Priority.ROUTINE, "no hurry");
        assertThat(Duration.between(bench.only().clockStartedAt(), bench.only().dueAt()))
                .isGreaterThan(Duration.ofHours(1));
        refused(
                Kind.CONFLICT,
                "OVR000824",
                () -> bench.holds.priority(CORA, case1.id(), bench.only().version(), Priority.ROUTINE, ""));
        refused(
                Kind.FORBIDDEN,
                "OVR000200",
                () -> bench.holds.priority(RITA, case1.id(), bench.only().version(), Priority.STAT, ""));
    }

    @Test
    void a_reader_hands_a_case_to_a_colleague() {
        ReadingCase case1 = bench.available(UID);
        refused(Kind.FORBIDDEN, "OVR000205", () -> bench.acts.transfer(RITA, case1.id(), case1.version(), "ron", ""));
        bench.service.claim(RITA, case1.id(), case1.version());
        bench.acts.transfer(RITA, case1.id(), bench.only().version(), "ron", "end of shift");
        assertThat(bench.only().reader()).isEqualTo("ron");
        assertThat(bench.owners(case1.id())).hasSize(1);
        refused(
                Kind.UNPROCESSABLE,
                "OVR000823",
                () -> bench.acts.transfer(RON, case1.id(), bench.only().version(), "ron", ""));
    }

    @Test
    void a_second_opinion_is_asked_beside_the_owner_and_given_by_whom_it_was_asked_of() {
        ReadingCase case1 = bench.available(UID);
        bench.service.claim(RITA, case1.id(), case1.version());
        assertThat(bench.cases.load(FRIDA, case1.id())).isEmpty();
        CaseOpinion asked = bench.talk.ask(RITA, case1.id(), null, "region", "Is this a bleed?");
        assertThat(bench.cases.load(FRIDA, case1.id())).isPresent();
        assertThat(bench.cases.list(FRIDA, CaseQuery.open(10)).items()).hasSize(1);
        assertThat(bench.guests.of(List.of(case1.subject(), "order:1")).by(FRIDA, case1.subject()))
                .as("who is asked sees its steps live")
                .isTrue();
        assertThat(bench.guests.of(List.of(case1.subject())).by(TINA, case1.subject()))
                .isFalse();
        assertThat(bench.only().reader()).isEqualTo("rita");
        refused(Kind.CONFLICT, "OVR000825", () -> bench.talk.answer(RON, case1.id(), asked.id(), "No."));
        assertThat(bench.talk.answer(FRIDA, case1.id(), asked.id(), "Yes.").answer())
                .isEqualTo("Yes.");
        refused(Kind.CONFLICT, "OVR000825", () -> bench.talk.answer(FRIDA, case1.id(), asked.id(), "No."));
        assertThat(bench.talk.opinions(RITA, case1.id())).hasSize(1);
        assertThat(bench.studies.lines).noneMatch(l -> l.contains("bleed") || l.contains("Yes."));
        refused(Kind.UNPROCESSABLE, "OVR000826", () -> bench.talk.ask(RITA, case1.id(), null, "nobody", "?"));
        refused(
                Kind.FORBIDDEN,
                "OVR000202",
                () -> bench.service.claim(FRIDA, case1.id(), bench.only().version()));
        for (CaseState next : List.of(CaseState.FINAL, CaseState.DELIVERED)) {
            bench.rows.write(new CaseChange(bench.rows.lock(case1.id()).orElseThrow())
                    .state(next)
                    .done());
        }
        assertThat(bench.cases.load(FRIDA, case1.id())).isEmpty();
    }

    @Test
    void notes_are_shown_with_the_case_and_told_without_their_text() {
        ReadingCase case1 = bench.available(UID);
        bench.talk.note(TINA, case1.id(), "moved a lot");
        bench.talk.note(RITA, case1.id(), "seen");
        assertThat(notes(case1.id())).containsExactly("tina null moved a lot", "rita null seen");
        assertThat(bench.told("case.noted")).isEqualTo(2);
        assertThat(bench.studies.lines).noneMatch(l -> l.contains("moved a lot"));
        refused(Kind.NOT_FOUND, "OVR000801", () -> bench.talk.note(FRIDA, case1.id(), "hello"));
    }

    @Test
    void a_broken_glass_lets_a_radiologist_see_and_claim_for_an_hour() {
        ReadingCase case1 = bench.available(UID);
        refused(Kind.FORBIDDEN, "OVR000200", () -> bench.talk.breakGlass(TINA, case1.id(), "?"));
        refused(Kind.NOT_FOUND, "OVR000801", () -> bench.talk.breakGlass(FRIDA, case1.id() + 1, "?"));
        refused(Kind.CONFLICT, "OVR000827", () -> bench.talk.breakGlass(RITA, case1.id(), "?"));
        bench.talk.breakGlass(FRIDA, case1.id(), "bleeding");
        assertThat(bench.told("case.glass-broken")).isOne();
        assertThat(bench.studies.events)
                .as("what the audit trail is told")
                .filteredOn(CaseActed.class::isInstance)
                .map(CaseActed.class::cast)
                .anyMatch(acted ->
                        acted.act().equals("breakglass") && acted.user().equals("frida"));
        assertThat(notes(case1.id())).contains("frida BREAKGLASS bleeding");
        assertThat(bench.may(FRIDA, bench.only())).contains("claim");
        bench.studies.jdbi.useHandle(h -> h.execute("update case_guest set until_at = now() - interval '1 second'"));
        assertThat(bench.cases.load(FRIDA, case1.id())).isEmpty();
        bench.talk.breakGlass(FRIDA, case1.id(), "bleeding still");
        bench.service.claim(FRIDA, case1.id(), case1.version());
        assertThat(bench.only().reader()).isEqualTo("frida");
        bench.studies.jdbi.useHandle(h -> h.execute("update case_guest set until_at = now() - interval '1 second'"));
        assertThat(bench.cases.load(FRIDA, case1.id()))
                .as("its reader sees it to the end")
                .isPresent();
    }

    @Test
    void two_owners_at_once_are_refused_by_the_database_itself() {
        ReadingCase case1 = bench.available(UID);
        assertThat(bench.owners(case1.id())).containsExactly("local");
        assertThatThrownBy(() -> bench.studies.jdbi.useHandle(h -> h.createUpdate(
                                "insert into assignment (case_id, owner_group, reason) values (:case, 'region', 'by hand')")
                        .bind("case", case1.id())
                        .execute()))
                .hasMessageContaining("assignment_one_owner");
        assertThat(bench.owners(case1.id())).containsExactly("local");
    }

    @Test
    void what_one_may_do_is_said_with_the_case() {
        ReadingCase case1 = bench.available(UID);
        assertThat(bench.may(RITA, case1)).containsExactly("claim", "decline", "escalate", "reports", "notes");
        assertThat(bench.may(CORA, case1))
                .containsExactly("escalate", "reroute", "transfer", "hold", "priority", "opinions", "reports", "notes");
        assertThat(bench.may(FRIDA, case1)).doesNotContain("claim", "decline", "escalate");
        assertThat(bench.may(TINA, case1)).containsExactly("notes");
        bench.service.claim(RITA, case1.id(), case1.version());
        assertThat(bench.may(RITA, bench.only()))
                .containsExactly("release", "decline", "escalate", "transfer", "hold", "opinions", "reports", "notes");
        assertThat(bench.may(RON, bench.only())).containsExactly("reports", "notes");
    }
}
