/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.overread.config.ClockTerms;
import org.overread.shared.Priority;
import org.overread.study.Hint;

/** What starts a clock is agreed by contract: the order, the complete study, or images that can be read. */
class ClockStartTest {
    private static final String UID = "1.2.3";
    private static final Duration OWED = Duration.ofMinutes(90);

    private final ReadingBench bench = new ReadingBench();

    /** Routed; the order came three hours before its images, which were complete within an hour. */
    private ReadingCase routed(ClockTerms.Start start) {
        bench.byRules = true;
        bench.studies.configuration = ReadingPlaces.owed(OWED, start);
        bench.order("7", UID, Priority.ROUTINE);
        bench.studies.jdbi.useHandle(
                h -> h.execute("update imaging_order set placed_at = placed_at - interval '3 hours'"));
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        ReadingCase found = bench.only();
        assertThat(found.state()).isEqualTo(CaseState.ROUTED);
        return found;
    }

    private Instant placed() {
        return bench.studies.jdbi.withHandle(h -> h.createQuery("select placed_at from imaging_order")
                .mapTo(Instant.class)
                .one());
    }

    @Test
    void with_the_order_however_long_the_images_took() {
        ReadingCase found = routed(ClockTerms.Start.ORDER);
        assertThat(found.clockStartedAt()).isEqualTo(placed());
        assertThat(found.dueAt()).isEqualTo(placed().plus(OWED)).isBefore(bench.rows.now());
        bench.tick();
        assertThat(bench.told("case.breached")).isOne();
    }

    @Test
    void with_the_order_also_after_late_images() {
        ReadingCase found = routed(ClockTerms.Start.ORDER);
        bench.images(UID, "7", 4, Hint.RECOUNT);
        assertThat(bench.only().state()).isEqualTo(CaseState.ARRIVING);
        bench.studies.anHourLater();
        assertThat(bench.only().instances()).isEqualTo(4);
        assertThat(bench.only().clockStartedAt()).isEqualTo(found.clockStartedAt());
    }

    @Test
    void with_the_complete_study_when_nothing_else_is_agreed() {
        ReadingCase found = routed(ClockTerms.Start.COMPLETE);
        assertThat(found.clockStartedAt()).isAfter(placed().plus(Duration.ofHours(2)));
        assertThat(found.dueAt()).isEqualTo(found.clockStartedAt().plus(OWED));
        bench.proved(found, 3);
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(bench.only().dueAt()).isEqualTo(found.dueAt());
    }

    @Test
    void with_images_that_can_be_read_and_is_watched_until_then() {
        ReadingCase found = routed(ClockTerms.Start.AVAILABLE);
        assertThat(bench.timers(found.id())).contains(DueKind.WARN, DueKind.BREACH);
        Instant before = bench.rows.now();
        bench.proved(found, 3);
        ReadingCase there = bench.only();
        assertThat(there.state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(there.clockStartedAt()).isAfterOrEqualTo(before);
        assertThat(there.dueAt()).isEqualTo(there.clockStartedAt().plus(OWED));
        assertThat(there.watch().terms().starts()).isEqualTo(ClockTerms.Start.AVAILABLE);
    }
}
