/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.config.CaseFacts;
import org.overread.config.Conditions;
import org.overread.config.Conditions.Verdict;
import org.overread.config.Configuration;
import org.overread.config.Site;
import org.overread.shared.Priority;

class CelConditionsTest {
    private static final Instant TUESDAY_NIGHT = Instant.parse("2026-11-24T02:30:00Z");
    private static final Conditions CONDITIONS = new CelConditions();
    private final Configuration configuration = new Configuration(
            7,
            List.of(new Site("north", ZoneId.of("Asia/Tokyo"), "NORTH", "NORTH", "JP", false, Map.of())),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    private final CaseFacts facts = new CaseFacts(
            "north",
            "pacs",
            Priority.STAT,
            true,
            new CaseFacts.OrderFacts("CT", "CTHEAD", "CT of the head", "fall", "on warfarin", "E", "GREY"),
            new CaseFacts.StudyFacts(
                    List.of("SR", "CT"), "HEAD", "Head w/o", LocalDate.of(2026, 11, 20), 42, TUESDAY_NIGHT),
            new CaseFacts.PatientFacts(LocalDate.of(2009, 11, 25), "F"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "site.name == 'north' && site.jurisdiction == 'JP'",
                "priority == 'STAT'",
                "priority in ['STAT', 'ASAP']",
                "modality == 'CT'",
                "notified && archive == 'pacs'",
                "order.exists && order.modality == 'CT' && order.procedureCode.startsWith('CT')",
                "order.patientClass == 'E'",
                "order.reason.contains('fall') || order.clinicalInformation.matches('(?i)warfarin')",
                "study.modalities.exists(m, m == 'SR')",
                "study.modalities.size() == 2 && 'CT' in study.modalities",
                "study.instances > 40 && study.complete && study.daysOld == 4",
                "patient.ageKnown && patient.age < 18",
                "patient.age == 16 && patient.sex == 'F'",
                "time.hour == 11 && time.weekday == 'TUE' && time.date == '2026-11-24'",
                "time.clock >= '11:00' && time.clock < '12:00'",
                "now.getHours() == 2 && now.getHours('Asia/Tokyo') == 11",
                "now - timestamp('2026-11-24T00:30:00Z') == duration('2h')",
            })
    void holds_of_the_facts(String expression) {
        assertThat(CONDITIONS.check(expression)).isEmpty();
        assertThat(test(expression)).isInstanceOf(Verdict.Holds.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "priority == 'ROUTINE'", "patient.age > 60", "!study.complete"})
    void holds_not_of_the_facts(String expression) {
        assertThat(test(expression)).isInstanceOf(Verdict.HoldsNot.class);
    }

    @Test
    void tells_the_values_that_it_asked_about_and_no_others() {
        assertThat(test("patient.age < 18 && modality == 'CT'").values())
                .containsOnly(Map.entry("patient.age", 16L), Map.entry("modality", "CT"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priority = 'STAT' | 1",
                "modality == 3 | 1",
                "order.modallity == 'CT' | 1",
                "patient.name == 'X' | 1",
                "1 + 1 | 1",
                "'text' | 1",
                "(modality == 'CT' | 1",
                "study.description.matches('(') | 1",
                "now > timestamp('yesterday') | 1",
                "undefined(3) | 1",
                "'' | 1",
            })
    void refuses_what_is_no_condition(String expression, int line) {
        assertThat(CONDITIONS.check(expression)).get().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.text()).isNotBlank();
        });
        assertThat(test(expression)).isInstanceOf(Verdict.Fails.class);
    }

    @Test
    void says_where_in_a_long_condition_the_error_is() {
        assertThat(CONDITIONS.check("modality == 'CT' &&\n  colour == 'red'"))
                .get()
                .satisfies(fault -> {
                    assertThat(fault.line()).isEqualTo(2);
                    assertThat(fault.column()).isEqualTo(3);
                });
    }

    @Test
    void an_unknown_age_fails_and_is_never_taken_for_a_young_one() {
        assertThat(testWithoutBirthDate("patient.age < 18"))
                .isInstanceOfSatisfying(
                        Verdict.Fails.class,
                        fails -> assertThat(fails.reason()).isEqualTo("not known for this case: patient.age"));
        assertThat(testWithoutBirthDate("patient.ageKnown && patient.age < 18")).isInstanceOf(Verdict.HoldsNot.class);
        assertThat(testWithoutBirthDate("modality == 'CT' || patient.age < 18")).isInstanceOf(Verdict.Holds.class);
    }

    @Test
    void an_error_repeats_no_value() {
        assertThat(test("int(order.reason) == 3"))
                .isInstanceOfSatisfying(
                        Verdict.Fails.class,
                        fails -> assertThat(fails.reason())
                                .doesNotContain("fall")
                                .isNotBlank());
        assertThat(test("1 / (study.instances - 42) > 0"))
                .isInstanceOfSatisfying(
                        Verdict.Fails.class, fails -> assertThat(fails.reason()).isEqualTo("it divides by zero"));
    }

    @Test
    void refuses_a_condition_that_is_too_long() {
        assertThat(CONDITIONS.check("true || ".repeat(600) + "true")).isPresent();
    }

    @Test
    void refuses_a_condition_that_has_too_many_parts() {
        assertThat(CONDITIONS.check("true" + " || true".repeat(450))).isPresent();
    }

    @Test
    void refuses_a_condition_that_is_nested_too_deep() {
        assertThat(CONDITIONS.check("(".repeat(200) + "true" + ")".repeat(200))).isPresent();
        assertThat(CONDITIONS.check("!".repeat(1) + "(!".repeat(100) + "true" + ")".repeat(100)))
                .isPresent();
        assertThat(CONDITIONS.check("[".repeat(500) + "]".repeat(500) + " == []"))
                .isPresent();
    }

    @Test
    void stops_loops_within_loops() {
        String ten = "[1,2,3,4,5,6,7,8,9,10]";
        String bomb = "%s.all(a, %s.all(b, %s.all(c, %s.all(d, a + b + c + d > 0))))".formatted(ten, ten, ten, ten);
        assertThat(CONDITIONS.check(bomb)).isEmpty();
        assertThat(test(bomb))
                .isInstanceOfSatisfying(
                        Verdict.Fails.class, fails -> assertThat(fails.reason()).contains("1000 turns"));
    }

    @Test
    void a_regular_expression_takes_linear_time() {
        String hostile = "'" + "a".repeat(2000) + "!'.matches('^(a+)+$')";
        assertThat(test(hostile)).isInstanceOf(Verdict.HoldsNot.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history.known && history.studies == 2 && 'MR' in history.modalities",
                "history.daysSinceLast == 14 && history.reader == 'anna'",
                "ai.known && 'ich' in ai.findings && ai.score > 0.9 && ai.priority == 'STAT'",
                "ai.findings.exists(f, f.startsWith('i'))",
            })
    void asks_about_earlier_studies_and_what_services_said(String expression) {
        CaseFacts known = facts.withHistory(
                        new CaseFacts.HistoryFacts(2, List.of("CT", "MR"), LocalDate.of(2026, 11, 10), "anna"))
                .withAi(new CaseFacts.AiFacts(List.of("ich"), 0.97, Priority.STAT));
        assertThat(CONDITIONS.check(expression)).isEmpty();
        assertThat(CONDITIONS.test(expression, known, configuration, TUESDAY_NIGHT))
                .isInstanceOf(Verdict.Holds.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history.studies == 0",
                "history.daysSinceLast > 365",
                "history.reader == 'anna'",
                "history.modalities.size() == 0",
                "ai.score < 0.5",
                "ai.priority == 'STAT'",
                "!('ich' in ai.findings)",
            })
    void where_nobody_looked_or_answered_a_condition_on_it_fails(String expression) {
        assertThat(test(expression))
                .isInstanceOfSatisfying(
                        Verdict.Fails.class,
                        fails -> assertThat(fails.reason()).startsWith("not known for this case: "));
        assertThat(test("(history.known && " + expression + ") || (ai.known && " + expression + ")"))
                .isInstanceOf(Verdict.HoldsNot.class);
    }

    private Verdict test(String expression) {
        return CONDITIONS.test(expression, facts, configuration, TUESDAY_NIGHT);
    }

    private Verdict testWithoutBirthDate(String expression) {
        CaseFacts ageless = new CaseFacts(
                facts.site(),
                facts.archive(),
                facts.priority(),
                facts.notified(),
                facts.order(),
                facts.study(),
                new CaseFacts.PatientFacts(null, ""));
        return CONDITIONS.test(expression, ageless, configuration, TUESDAY_NIGHT);
    }
}
