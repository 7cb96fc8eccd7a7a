/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.routing.Choice.Outcome;
import org.overread.routing.Choice.Reason;

/** Who may not have a case, each with the reason. */
class FilterReasonsTest extends ChoiceOfReaders {
    @Test
    void each_reader_who_may_not_is_left_out_with_the_reason() {
        Choice found = choose(
                facts(new Rule.Needs(null, Set.of("neuro"), "de", null)),
                able("able").done(),
                able("elsewhere").privileges("south").done(),
                able("plain-films").modalities("CR", "DX").done(),
                able("general").specialties("chest").done(),
                able("foreign").languages("fr").done(),
                able("unlicensed").unlicensed().done(),
                able("other-state").licence("FR", null, null).done(),
                able("expired").licence("DE", null, "2026-11-23").done(),
                able("friend").conflicts("Dr Referrer").done(),
                able("declined").done());
        assertThat(reasons(found))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "elsewhere", Reason.PRIVILEGE,
                        "plain-films", Reason.MODALITY,
                        "general", Reason.SPECIALTY,
                        "foreign", Reason.LANGUAGE,
                        "unlicensed", Reason.LICENCE,
                        "other-state", Reason.LICENCE,
                        "expired", Reason.LICENCE_EXPIRED,
                        "friend", Reason.CONFLICT,
                        "declined", Reason.DECLINED));
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "able"));
    }

    @Test
    void nobody_reports_where_they_have_a_conflict_with_the_site_the_referrer_or_themselves() {
        ChoiceFacts f = facts(Rule.Needs.NONE);
        ChoiceFacts about = new ChoiceFacts(
                f.caseId(),
                f.site(),
                f.jurisdiction(),
                f.modality(),
                f.priority(),
                f.needs(),
                f.rvu(),
                f.transferMinutes(),
                f.dueAt(),
                "GREY^MEREDITH^A",
                f.declinedBy(),
                f.earlierReader(),
                f.groups(),
                Set.of("patient"));
        Choice found = choose(
                about,
                able("owner").conflictSites("north", "south").done(),
                able("referrer").person("Grey^Meredith").done(),
                able("patient").person("DOE^JANE").done(),
                able("namesake").person("GREY^LEXIE").done());
        assertThat(reasons(found))
                .isEqualTo(
                        Map.of("owner", Reason.CONFLICT_SITE, "referrer", Reason.OWN_CASE, "patient", Reason.OWN_CASE));
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "namesake"));
    }

    @Test
    void a_licence_must_hold_until_the_case_is_due_by_the_readers_own_calendar() {
        // due 24 hours from now; in Auckland that is the 26th already
        Choice found = choose(
                facts(Rule.Needs.NONE),
                Readers.named("until-25").licence("DE", null, "2026-11-25").done(),
                Readers.named("until-24").licence("DE", null, "2026-11-24").done(),
                Readers.named("from-25").licence("DE", "2026-11-25", null).done(),
                Readers.named("auckland")
                        .in(ZoneId.of("Pacific/Auckland"))
                        .licence("DE", null, "2026-11-25")
                        .done());
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "until-25"));
        assertThat(reasons(found))
                .isEqualTo(Map.of(
                        "until-24",
                        Reason.LICENCE_EXPIRED,
                        "from-25",
                        Reason.LICENCE_EXPIRED,
                        "auckland",
                        Reason.LICENCE_EXPIRED));
    }

    @Test
    void shift_break_limits_and_supervision_count_at_the_moment() {
        duties.with("home", Duties.State.OFF)
                .with("lunch", Duties.State.ON_BREAK)
                .with("boss", Duties.State.OFF);
        Map<String, ReaderLoad> loads = Map.of(
                "busy", new ReaderLoad(3, 3, 0, 0, 0, 3, 8),
                "worn", new ReaderLoad(0, 0, 0, 0, 39.5, 39.5, 8));
        Choice found = choose(
                facts(Rule.Needs.NONE),
                loads,
                able("home").done(),
                able("lunch").done(),
                able("resident").supervisedBy("boss").done(),
                able("boss").done(),
                able("busy").limits(0, 3).done(),
                able("worn").limits(40, 0).done(),
                able("able").limits(40, 3).done());
        assertThat(reasons(found))
                .isEqualTo(Map.of(
                        "home", Reason.OFF_DUTY,
                        "boss", Reason.OFF_DUTY,
                        "lunch", Reason.ON_BREAK,
                        "resident", Reason.SUPERVISOR,
                        "busy", Reason.PARALLEL,
                        "worn", Reason.CAPACITY));
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "able"));
    }

    @Test
    void who_is_on_call_is_asked_only_when_nobody_on_duty_can() {
        duties.with("call", Duties.State.ON_CALL);
        Choice both =
                choose(facts(Rule.Needs.NONE), able("duty").done(), able("call").done());
        assertThat(both.outcome()).isEqualTo(new Outcome.Assigned("house", "duty"));
        assertThat(reasons(both)).isEqualTo(Map.of("call", Reason.ON_CALL));
        Choice alone = choose(
                facts(Rule.Needs.NONE),
                able("duty").modalities("MR").done(),
                able("call").done());
        assertThat(alone.outcome()).isEqualTo(new Outcome.Assigned("house", "call"));
        assertThat(alone.ranked().get(0).onCall()).isTrue();
    }

    @Test
    void a_claim_is_refused_for_what_lasts_and_never_for_the_hour_or_the_load() {
        duties.with("home", Duties.State.OFF);
        Configuration configuration = configuration(
                List.of(), able("home").done(), able("unlicensed").unlicensed().done());
        assertThat(choice.obstacle(facts(Rule.Needs.NONE), configuration, "home", NOW))
                .isEmpty();
        assertThat(choice.obstacle(facts(Rule.Needs.NONE), configuration, "stranger", NOW))
                .isEmpty();
        assertThat(choice.obstacle(facts(Rule.Needs.NONE), configuration, "unlicensed", NOW))
                .map(Choice.Excluded::reason)
                .contains(Reason.LICENCE);
    }

    @Test
    void a_resident_has_no_case_while_no_supervisor_is_on_duty_and_has_it_when_one_is() {
        Reader resident = able("resident").supervisedBy("boss").done();
        Reader boss = able("boss").modalities("MR").done();
        duties.with("boss", Duties.State.ON_CALL);
        Choice alone = choose(facts(Rule.Needs.NONE), resident, boss);
        assertThat(alone.outcome()).isEqualTo(new Outcome.Whole("far"));
        assertThat(reasons(alone)).containsEntry("resident", Reason.SUPERVISOR);
        duties.with("boss", Duties.State.ON_DUTY);
        assertThat(choose(facts(Rule.Needs.NONE), resident, boss).outcome())
                .isEqualTo(new Outcome.Assigned("house", "resident"));
    }

    @Test
    void a_licence_that_expires_tomorrow_serves_a_case_that_is_due_today_and_none_that_is_due_after() {
        Reader tomorrow =
                Readers.named("tomorrow").licence("DE", null, "2026-11-25").done();
        assertThat(choose(facts(Rule.Needs.NONE), tomorrow).outcome())
                .as("due on the 25th at 13:00")
                .isEqualTo(new Outcome.Assigned("house", "tomorrow"));
        Choice after = choice.choose(
                facts(Rule.Needs.NONE),
                configuration(List.of(), tomorrow),
                duties,
                Map.of(),
                NOW.plusSeconds(12 * 3600));
        assertThat(after.outcome()).isEqualTo(new Outcome.Assigned("house", "tomorrow"));
        Choice expired = choice.choose(
                facts(Rule.Needs.NONE),
                configuration(List.of(), tomorrow),
                duties,
                Map.of(),
                NOW.plusSeconds(36 * 3600));
        assertThat(reasons(expired)).isEqualTo(Map.of("tomorrow", Reason.LICENCE_EXPIRED));
    }
}
