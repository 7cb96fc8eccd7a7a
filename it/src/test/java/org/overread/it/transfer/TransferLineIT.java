/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** What one line's traffic does to another's, and what waits behind what; on a line of known width. */
@Tag("soak")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TransferLineIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final int MEGABITS = 16;
    private static final int IMAGES = 16;
    private static final double OBJECT_MEGABYTES = 512 * 512 * 2 / 1e6;
    private static final int STAT = 12;

    private static Stack stack;
    private static int patients = 5000;

    @BeforeAll
    static void start() {
        stack = SendingStack.named("transfer-line").withTestUsers().install().start();
        stack.configure(SendingStack.SITE.formatted(stack.hospital().dicomWeb())
                + """
                destinations:
                  - name: narrow
                    kind: dicomweb
                    url: %s
                    parallel: 5
                    line:
                      bandwidth:
                        - { megabitsPerSecond: %d }
                  - name: dead
                    kind: dicomweb
                    url: http://127.0.0.1:1/dicom-web
                groups:
                  - name: local
                    tier: local
                    destination: narrow
                  - name: nowhere
                    tier: regional
                    destination: dead
                rules:
                  - name: dead
                    enabled: true
                    when: modality == "MR"
                    then:
                      group: nowhere
                  - name: at-once
                    enabled: true
                    when: modality == "XA"
                    then:
                      priority: stat
                      continue: true
                  - name: rest
                    enabled: true
                    when: "true"
                    then:
                      group: local
                """.formatted(stack.group().dicomWeb(), MEGABITS));
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    private static List<Study> announced(int count, String modality, int images) {
        List<Study> studies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            studies.add(SendingStack.arrive(stack, patients++, modality, images));
        }
        studies.forEach(study -> SendingStack.announce(stack, study));
        return studies;
    }

    private static String of(List<Study> studies) {
        return studies.stream().map(study -> "'" + study.uid() + "'").collect(Collectors.joining(",", "(", ")"));
    }

    private static void verified(List<Study> studies) {
        Waiting.until(
                "all to be verified",
                LONG,
                () -> stack.database()
                                .number("select count(*) from transfer where state = 'VERIFIED' and study_uid in "
                                        + of(studies))
                        == studies.size());
    }

    /** MB/s from the first attempt's start to the last proof. */
    private static double rate(List<Study> studies) {
        double seconds = Double.parseDouble(stack.database()
                .rows("select extract(epoch from max(t.verified_at) - min(a.started_at)) from transfer t"
                        + " join transfer_attempt a on a.transfer_id = t.id where t.study_uid in " + of(studies))
                .get(0));
        return studies.size() * IMAGES * OBJECT_MEGABYTES / seconds;
    }

    @Test
    @Order(1)
    void a_dead_destination_does_not_slow_another() {
        List<Study> alone = announced(5, "CT", IMAGES);
        verified(alone);
        announced(20, "MR", 2);
        Waiting.until(
                "the dead one to rest",
                LONG,
                () -> stack.database()
                                .number("select count(*) from breaker where peer = 'destination:dead'"
                                        + " and opened_at is not null")
                        == 1);
        List<Study> beside = announced(5, "CT", IMAGES);
        verified(beside);
        double before = rate(alone);
        double after = rate(beside);
        System.out.printf(
                "transfer lines: line=%.2f MB/s alone=%.2f MB/s beside-a-dead-one=%.2f MB/s ratio=%.3f%n",
                MEGABITS / 8.0, before, after, after / before);
        assertThat(before).as("within its share of the line").isLessThan(MEGABITS / 8.0 * 1.1);
        assertThat(after / before).isGreaterThan(0.95);
    }

    @Test
    @Order(2)
    void what_is_stat_waits_for_less_than_two_objects_behind_a_full_routine_lane() {
        List<Double> alone = waits(announcedOneByOne());
        announced(40, "CT", IMAGES);
        Waiting.until(
                "the routine lane to be full",
                LONG,
                () -> stack.database()
                                .number("select count(*) from transfer where destination = 'narrow'"
                                        + " and state = 'SENDING'")
                        >= 5);
        List<Double> behind = waits(announcedOneByOne());
        long left = stack.database()
                .number("select count(*) from work w join work_key k on k.key = w.key where k.lane = 'LONG'"
                        + " and w.kind = 'transfer.send'");
        double twoObjects = 2 * OBJECT_MEGABYTES / (MEGABITS / 8.0);
        double added = last(behind) - last(alone);
        System.out.printf(
                "transfer lines: STAT waits alone p50=%.3f s p99=%.3f s, behind a full lane p50=%.3f s p99=%.3f s,"
                        + " added p99=%.3f s, two objects=%.3f s, routine left=%d%n",
                alone.get(alone.size() / 2),
                last(alone),
                behind.get(behind.size() / 2),
                last(behind),
                added,
                twoObjects,
                left);
        assertThat(left).as("routine studies that still wait").isPositive();
        assertThat(added).isLessThan(twoObjects);
    }

    private static double last(List<Double> sorted) {
        return sorted.get(sorted.size() - 1);
    }

    private static List<Study> announcedOneByOne() {
        return IntStream.range(0, STAT)
                .mapToObj(i -> {
                    List<Study> one = announced(1, "XA", 1);
                    verified(one);
                    return one.get(0);
                })
                .toList();
    }

    /** Seconds from a case's routing to its transfer's first attempt, the longest last: p99 of so few is the longest. */
    private static List<Double> waits(List<Study> studies) {
        return stack
                .database()
                .rows("select extract(epoch from min(a.started_at) - c.routed_at) from transfer t"
                        + " join transfer_attempt a on a.transfer_id = t.id join reading_case c on c.id = t.case_id"
                        + " where t.study_uid in " + of(studies) + " group by t.id, c.routed_at")
                .stream()
                .map(Double::valueOf)
                .sorted()
                .toList();
    }
}
