/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.Group.Tier;
import org.overread.config.Intake;
import org.overread.config.Ladder;
import org.overread.config.Reader;
import org.overread.config.Roster;
import org.overread.config.Site;
import org.overread.shared.Json;
import org.overread.shared.OverreadException;
import org.overread.study.StudyBench;

/** How a case comes to its reader: given, offered, passed on, claimed. Clocks of 30 minutes. */
class OffersTest {
    private static final String UID = "1.2.3";

    private final ReadingBench bench = new ReadingBench();

    private static Reader reader(String name, String group, String licence) {
        return new Reader(
                name,
                Set.of(group),
                ZoneOffset.UTC,
                List.of(new Reader.Licence(licence, null, null)),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
    }

    private static Roster always(String... readers) {
        return new Roster(
                "always",
                Arrays.stream(readers)
                        .map(reader -> new Roster.Shift(
                                reader,
                                LocalDateTime.of(2020, 1, 1, 0, 0),
                                Duration.ofHours(24),
                                "FREQ=DAILY",
                                Roster.Kind.DUTY,
                                Set.of(),
                                List.of(),
                                true))
                        .toList(),
                List.of(),
                Set.of());
    }

    private void people(Group.Assignment way, @Nullable Duration offer, List<Reader> readers, Roster roster) {
        Configuration old = StudyBench.configured(Intake.DEFAULT);
        Site site = old.sites().get(0);
        bench.studies.configuration = new Configuration(
                1,
                List.of(new Site(
                        site.name(), site.timezone(), site.authority(), site.accessionIssuer(), "DE", false, Map.of())),
                old.senders(),
                old.archives(),
                List.of(ReadingPlaces.place("reading-pacs"), ReadingPlaces.place("far-pacs")),
                List.of(
                        new Group("local", Tier.LOCAL, ZoneOffset.UTC, "reading-pacs", Set.of(), null, way, offer),
                        new Group("region", Tier.REGIONAL, ZoneOffset.UTC, "far-pacs", Set.of(), null, way, offer)),
                readers,
                List.of(roster),
                List.of(),
                List.of(new Ladder("outwards", List.of(new Ladder.Step(0.5, null, Tier.REGIONAL, true)))),
                List.of());
        bench.destination = "reading-pacs";
    }

    private List<String> assigned() {
        return bench.studies.jdbi.withHandle(h -> h.createQuery(
                        "select owner_group || ':' || coalesce(assigned_reader, '') from case_offer order by case_id")
                .mapTo(String.class)
                .list());
    }

    @Test
    void a_case_is_given_to_the_reader_who_may_read_it_and_to_nobody_else() {
        people(
                Group.Assignment.PUSH,
                null,
                List.of(reader("rita", "local", "FR"), reader("ron", "local", "DE")),
                always("rita", "ron"));
        ReadingCase found = bench.available(UID);
        assertThat(assigned()).containsExactly("local:ron");
        assertThatThrownBy(() -> bench.service.claim(ReadingBench.RITA, found.id(), found.version()))
                .isInstanceOf(OverreadException.class)
                .hasMessageContaining("no licence");
        assertThat(bench.service
                        .claim(ReadingBench.RON, found.id(), found.version())
                        .readingCase()
                        .reader())
                .isEqualTo("ron");
        assertThat(bench.cases
                        .decisions(ReadingBench.RON, found.id())
                        .get(0)
                        .trace()
                        .toString())
                .contains("It is given to ron of")
                .contains("Not rita, who has no licence for the patient's place (DE).");
    }

    @Test
    void a_case_that_is_offered_to_a_group_is_claimed_by_the_first_of_those_who_may() {
        people(
                Group.Assignment.PULL,
                null,
                List.of(reader("rita", "local", "DE"), reader("ron", "local", "DE"), reader("paul", "local", "FR")),
                always("rita", "ron", "paul"));
        Scope paul = Scope.of("paul", Set.of(Role.RADIOLOGIST), Set.of(), Set.of("local"));
        ReadingCase found = bench.available(UID);
        assertThat(assigned()).containsExactly("local:");
        assertThat(bench.may(ReadingBench.RITA, found)).contains("claim");
        assertThat(bench.may(ReadingBench.RON, found)).contains("claim");
        assertThatThrownBy(() -> bench.service.claim(paul, found.id(), found.version()))
                .hasMessageContaining("no licence");
        bench.service.claim(ReadingBench.RON, found.id(), found.version());
        assertThatThrownBy(() -> bench.service.claim(ReadingBench.RITA, found.id(), found.version()))
                .hasFieldOrPropertyWithValue("kind", OverreadException.Kind.CONFLICT)
                .hasMessageContaining("ron was faster");
        assertThat(bench.owners(found.id())).containsExactly("local");
    }

    @Test
    void an_offer_that_nobody_claims_in_time_goes_to_the_next_group() {
        people(
                Group.Assignment.PULL,
                Duration.ofMinutes(10),
                List.of(reader("rita", "local", "DE"), reader("far", "region", "DE")),
                always("rita", "far"));
        bench.groups = List.of("local", "region");
        ReadingCase found = bench.available(UID);
        assertThat(assigned()).containsExactly("local:");
        bench.pass(Duration.ofMinutes(8));
        assertThat(assigned()).containsExactly("region:");
        assertThat(bench.only().ownerGroup()).isEqualTo("region");
        assertThat(bench.owners(found.id())).containsExactly("region");
        assertThat(bench.told("case.passed-on")).isOne();
        bench.pass(Duration.ofMinutes(6));
        assertThat(assigned()).as("not back to who let it lie").containsExactly("region:");
        assertThat(bench.told("case.unread")).isOne();
    }

    @Test
    void an_offer_that_nobody_else_can_have_stays_open_and_the_coordinator_is_told_once() {
        people(
                Group.Assignment.PULL,
                Duration.ofMinutes(1),
                List.of(reader("rita", "local", "DE"), reader("far", "region", "FR")),
                always("rita", "far"));
        bench.groups = List.of("local", "region");
        ReadingCase found = bench.available(UID);
        bench.pass(Duration.ofMinutes(2));
        bench.pass(Duration.ofMinutes(2));
        bench.pass(Duration.ofMinutes(2));
        assertThat(assigned()).containsExactly("local:");
        assertThat(bench.may(ReadingBench.RITA, found)).contains("claim");
        assertThat(bench.told("case.unread")).isOne();
    }

    @Test
    void a_case_is_handed_to_a_named_colleague_before_it_is_read_by_the_same_rules() {
        people(
                Group.Assignment.PUSH,
                Duration.ofMinutes(10),
                List.of(
                        reader("rita", "local", "DE"),
                        reader("ron", "local", "DE"),
                        reader("paul", "local", "FR"),
                        reader("frida", "region", "DE")),
                always("rita", "ron"));
        ReadingCase found = bench.available(UID);
        assertThat(assigned()).containsExactly("local:rita");
        assertThat(bench.may(ReadingBench.RITA, found)).contains("transfer");
        assertThat(bench.may(ReadingBench.RON, found)).doesNotContain("transfer");
        assertThatThrownBy(() -> bench.acts.transfer(ReadingBench.RON, found.id(), found.version(), "ron", ""))
                .hasFieldOrPropertyWithValue("kind", OverreadException.Kind.FORBIDDEN);
        assertThatThrownBy(() -> bench.acts.transfer(ReadingBench.RITA, found.id(), found.version(), "paul", ""))
                .hasFieldOrPropertyWithValue("kind", OverreadException.Kind.UNPROCESSABLE)
                .hasMessageContaining("no licence");
        assertThatThrownBy(() -> bench.acts.transfer(ReadingBench.RITA, found.id(), found.version(), "frida", ""))
                .hasMessageContaining("frida");
        bench.acts.transfer(ReadingBench.RITA, found.id(), found.version(), "ron", "end of shift");
        assertThat(assigned()).containsExactly("local:ron");
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(bench.only().reader()).isNull();
        assertThatThrownBy(() -> bench.service.claim(
                        ReadingBench.RITA, found.id(), bench.only().version()))
                .hasMessageContaining("is given to ron");
        assertThat(bench.service.standing(ReadingBench.CORA, bench.only()).offeredTo())
                .isEqualTo("ron");
        assertThat(bench.service.standing(ReadingBench.CORA, bench.only()).offerEndsAt())
                .isAfter(bench.rows.now());
        bench.acts.transfer(ReadingBench.CORA, found.id(), bench.only().version(), "rita", "");
        assertThat(assigned()).containsExactly("local:rita");
        bench.pass(Duration.ofMinutes(8));
        assertThat(assigned()).as("who lets it lie is passed over all the same").containsExactly("local:ron");
    }

    @Test
    void a_decision_keeps_the_facts_that_it_can_be_made_again_from() {
        ReadingCase found = bench.available(UID);
        CaseFacts kept = Json.read(
                bench.studies.jdbi.withHandle(h -> h.createQuery("select facts from case_facts where case_id = :id")
                        .bind("id", found.id())
                        .mapTo(String.class)
                        .one()),
                CaseFacts.class);
        assertThat(bench.cases
                        .decisions(ReadingBench.CORA, found.id())
                        .get(0)
                        .trace()
                        .has("facts"))
                .isFalse();
        assertThat(kept.history()).isEqualTo(new CaseFacts.HistoryFacts(0, List.of(), null, null));
        assertThat(kept.modality()).isEqualTo(found.modality());
        assertThat(kept.priority()).isEqualTo(found.priority());
        assertThat(kept.study().completeAt()).isNotNull();
        assertThat(kept.toString()).doesNotContain("DOE", "JANE");
    }

    @Test
    void who_lets_it_lie_is_passed_over_and_the_next_has_it() {
        people(
                Group.Assignment.PUSH,
                Duration.ofMinutes(10),
                List.of(reader("rita", "local", "DE"), reader("ron", "local", "DE")),
                always("rita", "ron"));
        ReadingCase found = bench.available(UID);
        assertThat(assigned()).containsExactly("local:rita");
        assertThatThrownBy(() -> bench.service.claim(ReadingBench.RON, found.id(), found.version()))
                .hasMessageContaining("is given to rita");
        bench.pass(Duration.ofMinutes(8));
        assertThat(assigned()).containsExactly("local:ron");
        assertThat(bench.told("case.offered")).isOne();
        bench.pass(Duration.ofMinutes(6));
        assertThat(assigned()).as("both let it lie: open to whoever may").containsExactly("local:");
        assertThat(bench.told("case.unread")).isOne();
        assertThat(bench.only().ownerGroup()).isEqualTo("local");
    }

    @Test
    void who_declines_is_passed_over_at_once() {
        people(
                Group.Assignment.PUSH,
                null,
                List.of(reader("rita", "local", "DE"), reader("ron", "local", "DE")),
                always("rita", "ron"));
        ReadingCase found = bench.available(UID);
        assertThat(assigned()).containsExactly("local:rita");
        bench.acts.decline(ReadingBench.RITA, found.id(), found.version(), "not my field");
        bench.tick();
        assertThat(assigned()).containsExactly("local:ron");
        assertThat(bench.only().ownerGroup()).isEqualTo("local");
    }

    @Test
    void when_the_first_group_lets_it_lie_the_next_has_it_and_the_first_has_not() {
        people(
                Group.Assignment.PUSH,
                Duration.ofMinutes(10),
                List.of(reader("rita", "local", "DE"), reader("far", "region", "DE")),
                always("rita", "far"));
        bench.groups = List.of("local", "region");
        bench.available(UID);
        assertThat(assigned()).containsExactly("local:rita");
        bench.pass(Duration.ofMinutes(8));
        assertThat(assigned()).containsExactly("region:far");
        ReadingCase moved = bench.only();
        assertThat(moved.ownerGroup()).isEqualTo("region");
        assertThat(moved.destination()).isEqualTo("far-pacs");
        assertThat(moved.state()).isEqualTo(CaseState.ROUTED);
        int owners = bench.studies.jdbi.withHandle(
                h -> h.createQuery("select count(*) from assignment where until_at is null")
                        .mapTo(Integer.class)
                        .one());
        assertThat(owners).isOne();
    }

    @Test
    void a_group_whose_licences_all_expired_leaves_the_case_in_triage_with_the_reason() {
        people(
                Group.Assignment.PUSH,
                null,
                List.of(reader("rita", "local", "FR"), reader("ron", "local", "FR")),
                always("rita", "ron"));
        bench.order("7", UID, org.overread.shared.Priority.STAT);
        bench.images(UID, "7", 3, org.overread.study.Hint.PSU);
        bench.studies.anHourLater();
        ReadingCase found = bench.only();
        assertThat(found.triage()).isTrue();
        assertThat(found.ownerGroup()).isNull();
        assertThat(bench.told("case.triage")).isOne();
        assertThat(bench.sends()).isZero();
    }

    @Test
    void a_case_that_nobody_can_have_yet_waits_for_who_comes_in_time() {
        LocalDateTime soon = LocalDateTime.now(ZoneOffset.UTC).plusMinutes(10);
        Roster later = new Roster(
                "later",
                List.of(new Roster.Shift(
                        "rita", soon, Duration.ofHours(8), null, Roster.Kind.DUTY, Set.of(), List.of(), true)),
                List.of(),
                Set.of());
        people(Group.Assignment.PUSH, null, List.of(reader("rita", "local", "DE")), later);
        ReadingCase found = bench.available(UID);
        assertThat(assigned()).containsExactly("local:");
        assertThat(bench.timers(found.id())).contains(DueKind.OFFER);
    }

    @Test
    void the_ladder_offers_it_to_the_readers_of_the_group_it_leads_to() {
        bench.ladder = "outwards";
        people(
                Group.Assignment.PUSH,
                null,
                List.of(reader("rita", "local", "DE"), reader("far", "region", "DE")),
                always("rita", "far"));
        bench.available(UID);
        bench.pass(Duration.ofMinutes(16));
        assertThat(assigned()).containsExactly("region:far");
        assertThat(bench.only().escalated()).isTrue();
    }

    @Test
    void the_work_of_a_reader_is_counted_and_the_next_case_goes_to_the_other() {
        people(
                Group.Assignment.PUSH,
                null,
                List.of(reader("rita", "local", "DE"), reader("ron", "local", "DE")),
                always("rita", "ron"));
        bench.available(UID);
        bench.order("8", "1.2.4", org.overread.shared.Priority.ROUTINE);
        bench.images("1.2.4", "8", 3, org.overread.study.Hint.PSU);
        bench.studies.anHourLater();
        assertThat(new ArrayList<>(assigned())).containsExactly("local:rita", "local:ron");
    }
}
