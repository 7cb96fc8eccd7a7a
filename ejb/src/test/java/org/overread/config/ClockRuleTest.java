/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.overread.shared.Priority;

/** Which clock a case is owed: by rule, contract, site, or the usual. */
class ClockRuleTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final String DOCUMENT = """
            sites:
              - name: north
                timezone: Europe/Berlin
                jurisdiction: DE
                clocks: {ROUTINE: PT12H}
                holidays: [2026-12-24]
                businessHours:
                  hours:
                    - {days: [MO, TU, WE, TH, FR], from: "08:00", until: "18:00"}
              - name: south
            groups:
              - {name: house, tier: local}
              - {name: night, tier: regional}
            contracts:
              - name: nights
                site: north
                group: night
                clocks: {STAT: PT20M}
                clockUntil: preliminary
                holidays: [2026-12-25]
                businessHours:
                  priorities: [stat, routine]
                  hours:
                    - {from: "20:00", until: "06:00"}
            """;

    private final Configuration configuration = read(DOCUMENT);

    private static Configuration read(String document) {
        return DocumentReaderTest.good(document);
    }

    private ClockRule rule(String site, @Nullable String group, Priority priority, @Nullable Duration ruled) {
        return ClockRule.of(configuration, site, group, "CT", priority, "", ruled, MONDAY);
    }

    @Test
    void a_site_says_how_long_and_in_which_hours() {
        ClockRule routine = rule("north", "house", Priority.ROUTINE, null);
        assertThat(routine.time()).isEqualTo(Duration.ofHours(12));
        assertThat(routine.terms().plus(MONDAY, routine.time())).isEqualTo(Instant.parse("2026-11-24T11:00:00Z"));
        assertThat(routine.terms().holidays()).containsExactly(LocalDate.of(2026, 12, 24));
        assertThat(routine.terms().until()).isEqualTo(ClockTerms.Until.FINAL);
    }

    @Test
    void what_cannot_wait_runs_day_and_night() {
        assertThat(rule("north", "house", Priority.STAT, null).terms()).isEqualTo(ClockTerms.ALWAYS);
        assertThat(rule("south", "house", Priority.ROUTINE, null).terms()).isEqualTo(ClockTerms.ALWAYS);
        assertThat(rule("nowhere", null, Priority.ROUTINE, null).terms()).isEqualTo(ClockTerms.ALWAYS);
    }

    @Test
    void a_contract_goes_before_the_site_and_a_rule_before_both() {
        ClockRule stat = rule("north", "night", Priority.STAT, null);
        assertThat(stat.time()).isEqualTo(Duration.ofMinutes(20));
        assertThat(stat.terms().until()).isEqualTo(ClockTerms.Until.PRELIMINARY);
        assertThat(stat.terms().hours()).hasSize(1);
        assertThat(stat.terms().holidays())
                .containsExactlyInAnyOrder(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25));
        assertThat(rule("north", "night", Priority.ROUTINE, null).time()).isEqualTo(Duration.ofHours(12));
        assertThat(rule("north", "night", Priority.STAT, Duration.ofMinutes(5)).time())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(rule("north", "night", Priority.ASAP, null).terms().hours()).isEmpty();
        assertThat(rule("north", "night", Priority.ASAP, null).terms().until()).isEqualTo(ClockTerms.Until.PRELIMINARY);
    }

    @Test
    void a_contract_covers_nothing_that_begins_on_its_holiday() {
        Contract always = configuration.contracts().get(0);
        assertThat(always.covers("CT", LocalDate.of(2026, 12, 25).atTime(12, 0)))
                .isFalse();
        assertThat(always.covers("CT", LocalDate.of(2026, 12, 26).atTime(12, 0)))
                .isTrue();
        Contract nights = read(DOCUMENT.replace(
                        "    holidays: [2026-12-25]",
                        "    hours: [{from: \"20:00\", until: \"06:00\"}]\n    holidays: [2026-12-25]"))
                .contracts()
                .get(0);
        assertThat(nights.covers("CT", LocalDate.of(2026, 12, 25).atTime(3, 0)))
                .as("began the evening before")
                .isTrue();
        assertThat(nights.covers("CT", LocalDate.of(2026, 12, 25).atTime(21, 0)))
                .isFalse();
        assertThat(nights.covers("CT", LocalDate.of(2026, 12, 26).atTime(3, 0)))
                .as("would have begun on the holiday")
                .isFalse();
    }
}
