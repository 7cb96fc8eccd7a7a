/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.Destination;
import org.overread.config.Group;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.RoutingDecision.Result;
import org.overread.shared.Json;
import org.overread.shared.Priority;

class FirstMatchRoutingTest {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final Instant COMPLETE = Instant.parse("2026-11-24T11:50:00Z");
    static final RoutingEngine ENGINE = new FirstMatchRouting(new CelConditions());

    static final List<Group> GROUPS = List.of(
            new Group("house", Group.Tier.LOCAL, ZoneOffset.UTC, null, Set.of("north")),
            new Group("radgroup", Group.Tier.REGIONAL, ZoneOffset.UTC, "radgroup-pacs", Set.of()),
            new Group("far", Group.Tier.GLOBAL, ZoneOffset.UTC, "far-pacs", Set.of()));

    @Test
    void the_first_rule_that_matches_decides() {
        RoutingDecision decision = decide(
                rule("mr", "modality == 'MR'", to("radgroup")),
                rule("ct", "modality == 'CT'", to("house")),
                rule("all", "true", to("radgroup")));
        assertThat(decision.outcome().rule()).isEqualTo("ct");
        assertThat(decision.outcome().group()).isEqualTo("house");
        assertThat(decision.outcome().tier()).isEqualTo(Group.Tier.LOCAL);
        assertThat(decision.outcome().destination()).isNull();
        assertThat(decision.outcome().triage()).isFalse();
        assertThat(decision.configurationVersion()).isEqualTo(3);
        assertThat(decision.trace())
                .extracting(RoutingDecision.RuleTried::rule, RoutingDecision.RuleTried::result)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("mr", Result.NOT_MATCHED),
                        org.assertj.core.groups.Tuple.tuple("ct", Result.MATCHED));
        assertThat(decision.trace().get(1).values()).containsExactly(Map.entry("modality", "CT"));
    }

    @Test
    void what_a_group_owes_by_contract_is_the_clock_unless_a_rule_says_another() {
        Contract contract = new Contract(
                "ct",
                "north",
                "house",
                Set.of("CT"),
                List.of(),
                java.math.BigDecimal.ONE,
                "EUR",
                Map.of(Priority.ROUTINE, Duration.ofMinutes(95)),
                null,
                null);
        Configuration plain = configuration(GROUPS, List.of(rule("ct", "modality == 'CT'", to("house"))));
        Configuration agreed = new Configuration(
                plain.version(),
                plain.sites(),
                plain.senders(),
                plain.archives(),
                plain.destinations(),
                plain.groups(),
                List.of(),
                List.of(),
                List.of(contract),
                List.of(),
                plain.rules());
        CaseFacts routine = facts(Priority.ROUTINE, "O");
        assertThat(ENGINE.decide(routine, agreed, NOW).outcome().clock()).isEqualTo(Duration.ofMinutes(95));
        assertThat(ENGINE.decide(routine, agreed, NOW).outcome().dueAt()).isEqualTo(COMPLETE.plusSeconds(95 * 60));
        assertThat(ENGINE.decide(facts(Priority.STAT, "O"), agreed, NOW)
                        .outcome()
                        .clock())
                .isEqualTo(ENGINE.decide(facts(Priority.STAT, "O"), plain, NOW)
                        .outcome()
                        .clock());
    }

    @Test
    void without_a_rule_that_speaks_for_it_a_case_waits_in_local_triage_and_nothing_is_sent() {
        RoutingDecision decision = decide(rule("mr", "modality == 'MR'", to("far")));
        assertThat(decision.outcome().rule()).isEqualTo(RoutingDecision.CATCH_ALL);
        assertThat(decision.outcome().triage()).isTrue();
        assertThat(decision.outcome().group()).isNull();
        assertThat(decision.outcome().destination()).isNull();
        assertThat(decision.outcome().tier()).isEqualTo(Group.Tier.LOCAL);
        assertThat(decision.explanation())
                .contains(
                        "Rule \"mr\" did not match.",
                        "No rule says who reads it, so it waits in local triage.",
                        "A coordinator decides who reads it; no image is sent anywhere.");
    }

    @Test
    void an_empty_configuration_means_triage() {
        assertThat(ENGINE.decide(facts(Priority.STAT, "E"), Configuration.EMPTY, NOW)
                        .outcome()
                        .triage())
                .isTrue();
    }

    @Test
    void a_rule_that_fails_is_passed_over_and_reported_and_the_case_goes_on() {
        RoutingDecision decision =
                decide(rule("children", "patient.age < 16", to("far")), rule("all", "true", to("radgroup")));
        assertThat(decision.outcome().group()).isEqualTo("radgroup");
        assertThat(decision.trace().get(0).result()).isEqualTo(Result.FAILED);
        assertThat(decision.trace().get(0).reason()).isEqualTo("not known for this case: patient.age");
        assertThat(decision.explanation())
                .contains("Rule \"children\" was passed over: not known for this case: patient.age.");
    }

    @Test
    void a_rule_that_is_not_enabled_is_not_tried() {
        Rule off = new Rule("off", false, "true", to("far"));
        assertThat(decide(off).outcome().triage()).isTrue();
        assertThat(decide(off).trace())
                .extracting(RoutingDecision.RuleTried::rule)
                .doesNotContain("off");
    }

    @Test
    void a_group_that_does_not_read_for_the_site_gets_no_case_of_it() {
        Configuration other = configuration(
                List.of(new Group("house", Group.Tier.LOCAL, ZoneOffset.UTC, null, Set.of("south"))),
                List.of(rule("all", "true", to("house"))));
        RoutingDecision decision = ENGINE.decide(facts(Priority.ROUTINE, ""), other, NOW);
        assertThat(decision.outcome().triage()).isTrue();
        assertThat(decision.trace().get(0).reason()).isEqualTo("its group does not read for the site");
    }

    @Test
    void a_group_that_is_not_there_any_more_leads_to_the_next_rule() {
        RoutingDecision decision = decide(rule("gone", "true", to("nobody")), rule("all", "true", to("house")));
        assertThat(decision.outcome().group()).isEqualTo("house");
        assertThat(decision.trace().get(0).result()).isEqualTo(Result.FAILED);
    }

    @Test
    void a_counted_destination_needs_the_sites_consent() {
        Destination counted = new Destination(
                "radgroup-pacs",
                Destination.Kind.DCM4CHEE_EXPORT,
                null,
                "FAR",
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                Destination.Verification.COUNTED,
                1);
        Configuration configuration = new Configuration(
                3,
                List.of(site()),
                List.of(),
                List.of(),
                List.of(counted),
                GROUPS,
                List.of(rule("all", "true", to("radgroup"))));
        RoutingDecision decision = ENGINE.decide(facts(Priority.ROUTINE, ""), configuration, NOW);
        assertThat(decision.outcome().triage()).isTrue();
        assertThat(decision.trace().get(0).reason())
                .isEqualTo("the site does not consent to a destination that is only counted");
    }

    @Test
    void a_tier_is_the_first_group_of_it_that_reads_for_the_site() {
        assertThat(decide(rule("regional", "true", tier(Group.Tier.REGIONAL)))
                        .outcome()
                        .group())
                .isEqualTo("radgroup");
    }

    @Test
    void of_rules_that_continue_the_first_to_speak_is_heard_and_the_priority_only_rises() {
        RoutingDecision decision = decide(
                Priority.ASAP,
                rule("stroke", "true", then(null, Priority.STAT, Duration.ofMinutes(15), true)),
                rule("calm", "true", then(null, Priority.ROUTINE, Duration.ofHours(24), true)),
                rule("who", "true", then("radgroup", null, Duration.ofHours(2), true)),
                rule("who too", "true", to("far")));
        assertThat(decision.outcome().group()).isEqualTo("radgroup");
        assertThat(decision.outcome().rule()).isEqualTo("who");
        assertThat(decision.outcome().destination()).isEqualTo("radgroup-pacs");
        assertThat(decision.outcome().priority()).isEqualTo(Priority.STAT);
        assertThat(decision.outcome().clock()).isEqualTo(Duration.ofMinutes(15));
        assertThat(decision.outcome().startsAt()).isEqualTo(COMPLETE);
        assertThat(decision.outcome().dueAt()).isEqualTo(COMPLETE.plus(Duration.ofMinutes(15)));
        assertThat(decision.outcome().warnAt())
                .isBetween(COMPLETE, decision.outcome().dueAt());
        assertThat(decision.explanation())
                .contains(
                        "Group \"radgroup\" (regional) reads it; its images are sent to \"radgroup-pacs\".",
                        "Its priority was raised from asap to stat.",
                        "It is to be read within 15 minutes from the study's completion.");
    }

    @Test
    void the_clock_is_the_sites_else_the_clinical_target() {
        assertThat(ENGINE.decide(facts(Priority.STAT, "O"), configuration(GROUPS, List.of()), NOW)
                        .outcome()
                        .clock())
                .isEqualTo(Duration.ofMinutes(20));
        assertThat(clock(Priority.ASAP, "O")).isEqualTo(Duration.ofMinutes(60));
        assertThat(clock(Priority.ROUTINE, "E")).isEqualTo(Duration.ofMinutes(60));
        assertThat(clock(Priority.ROUTINE, "I")).isEqualTo(Duration.ofHours(4));
        assertThat(clock(Priority.ROUTINE, "O")).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_raised_priority_brings_its_clock() {
        assertThat(decide(rule("raise", "true", then("house", Priority.STAT, null, false)))
                        .outcome()
                        .clock())
                .isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void is_kept_as_json_and_read_back_the_same() {
        RoutingDecision decision = decide(
                rule("old", "now < timestamp('2020-01-01T00:00:00Z')", to("far")), rule("all", "true", to("far")));
        String json = Json.write(decision);
        assertThat(json).contains("\"dueAt\":\"2026-", "\"clock\":\"PT24H\"", "\"trace\":[");
        assertThat(Json.write(Json.read(json, RoutingDecision.class))).isEqualTo(json);
    }

    private static Duration clock(Priority priority, String patientClass) {
        return ENGINE.decide(facts(priority, patientClass), configuration(GROUPS, List.of()), NOW)
                .outcome()
                .clock();
    }

    static RoutingDecision decide(Rule... rules) {
        return decide(Priority.ROUTINE, rules);
    }

    static RoutingDecision decide(Priority priority, Rule... rules) {
        return ENGINE.decide(facts(priority, ""), configuration(GROUPS, List.of(rules)), NOW);
    }

    static Configuration configuration(List<Group> groups, List<Rule> rules) {
        return new Configuration(
                3,
                List.of(site()),
                List.of(),
                List.of(),
                List.of(destination("radgroup-pacs"), destination("far-pacs")),
                groups,
                rules);
    }

    static Site site() {
        return new Site(
                "north",
                ZoneId.of("Europe/Berlin"),
                "N",
                "N",
                "DE",
                false,
                Map.of(Priority.STAT, Duration.ofMinutes(20)));
    }

    static Destination destination(String name) {
        return new Destination(
                name,
                Destination.Kind.DICOMWEB,
                URI.create("http://127.0.0.1/dicom-web"),
                "",
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1_000_000,
                Destination.Verification.INSTANCES,
                1);
    }

    static CaseFacts facts(Priority priority, String patientClass) {
        return new CaseFacts(
                "north",
                "pacs",
                priority,
                false,
                new CaseFacts.OrderFacts("CT", "CTHEAD", "", "", "", patientClass, ""),
                new CaseFacts.StudyFacts(List.of("CT"), "HEAD", "", null, 10, COMPLETE),
                new CaseFacts.PatientFacts(null, ""));
    }

    static Rule rule(String name, String when, Rule.Then then) {
        return new Rule(name, true, when, then);
    }

    static Rule.Then to(String group) {
        return then(group, null, null, false);
    }

    static Rule.Then tier(Group.Tier tier) {
        return new Rule.Then(null, tier, null, null, false, null, false, "");
    }

    static Rule.Then then(
            @Nullable String group, @Nullable Priority priority, @Nullable Duration clock, boolean continues) {
        return new Rule.Then(group, null, priority, clock, false, null, continues, "");
    }
}
