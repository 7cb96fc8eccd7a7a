/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.overread.reading.QueueForecast.Hand;
import org.overread.reading.QueueForecast.Waiting;
import org.overread.shared.Priority;

/** When a queue will have been read: units of one take ten minutes unless said otherwise. */
class QueueForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private static Waiting waiting(long id, Priority priority, int dueInMinutes) {
        return new Waiting(id, priority, 1, in(dueInMinutes), NOW, null, null);
    }

    private static Hand hand(String reader) {
        return new Hand(reader, NOW, null, 10, 0);
    }

    private static Instant in(double minutes) {
        return NOW.plus(Duration.ofSeconds(Math.round(minutes * 60)));
    }

    private static @Nullable Instant end(
            long id, List<Waiting> queue, List<Hand> hands, Map<Priority, Double> arriving) {
        return QueueForecast.of(queue, hands, arriving, NOW).get(id).orElse(null);
    }

    @Test
    void one_reader_takes_one_after_the_other_by_priority_and_then_by_when_it_is_due() {
        List<Waiting> queue = List.of(
                waiting(1, Priority.ROUTINE, 600), waiting(2, Priority.ROUTINE, 300), waiting(3, Priority.STAT, 900));
        assertThat(QueueForecast.of(queue, List.of(hand("anna")), Map.of(), NOW))
                .isEqualTo(Map.of(3L, Optional.of(in(10)), 2L, Optional.of(in(20)), 1L, Optional.of(in(30))));
    }

    @Test
    void several_share_the_queue_and_the_faster_one_does_more() {
        List<Waiting> queue =
                List.of(waiting(1, Priority.STAT, 10), waiting(2, Priority.STAT, 20), waiting(3, Priority.STAT, 30));
        List<Hand> hands = List.of(new Hand("slow", NOW, null, 30, 0), hand("quick"));
        assertThat(QueueForecast.of(queue, hands, Map.of(), NOW))
                .isEqualTo(Map.of(1L, Optional.of(in(10)), 2L, Optional.of(in(20)), 3L, Optional.of(in(30))));
    }

    @Test
    void what_is_being_read_is_ended_first() {
        assertThat(end(
                        1,
                        List.of(waiting(1, Priority.STAT, 60)),
                        List.of(new Hand("anna", NOW, null, 10, 2.5)),
                        Map.of()))
                .isEqualTo(in(35));
    }

    @Test
    void images_that_are_under_way_are_waited_for() {
        Waiting sent = new Waiting(1, Priority.STAT, 1, in(60), in(25), null, null);
        assertThat(end(1, List.of(sent), List.of(hand("anna")), Map.of())).isEqualTo(in(35));
    }

    @Test
    void urgent_arrivals_take_their_share_of_what_lies_before_and_other_arrivals_none() {
        List<Waiting> queue = List.of(waiting(1, Priority.ROUTINE, 60), waiting(2, Priority.ROUTINE, 600));
        // a unit every twenty minutes takes half of the time of one reader
        Map<Priority, Double> stat = Map.of(Priority.STAT, 0.05);
        assertThat(end(2, queue, List.of(hand("anna")), stat)).isEqualTo(in(30));
        assertThat(end(2, queue, List.of(hand("anna")), Map.of(Priority.ROUTINE, 0.05, Priority.AS_NEEDED, 1.0)))
                .isEqualTo(in(20));
        assertThat(end(2, queue, List.of(hand("anna")), Map.of(Priority.STAT, 10.0)))
                .as("however much comes in, something is left")
                .isEqualTo(in(110));
    }

    @Test
    void who_goes_home_begins_nothing_and_who_comes_begins_then() {
        List<Waiting> queue = List.of(waiting(1, Priority.ROUTINE, 60), waiting(2, Priority.ROUTINE, 600));
        Hand leaves = new Hand("anna", NOW, in(5), 10, 0);
        Hand comes = new Hand("bert", in(120), null, 10, 0);
        assertThat(end(2, queue, List.of(leaves, comes), Map.of())).isEqualTo(in(130));
        assertThat(end(1, queue, List.of(leaves, comes), Map.of())).isEqualTo(in(10));
        assertThat(end(2, queue, List.of(leaves), Map.of())).as("nobody comes").isNull();
    }

    @Test
    void only_who_may_read_it_counts_and_only_the_one_it_is_given_to() {
        Waiting limited = new Waiting(1, Priority.STAT, 1, in(60), NOW, null, Set.of("bert"));
        Waiting given = new Waiting(2, Priority.STAT, 1, in(90), NOW, "anna", Set.of("anna", "bert"));
        Hand bert = new Hand("bert", NOW, null, 10, 4);
        assertThat(end(1, List.of(limited, given), List.of(hand("anna"), bert), Map.of()))
                .isEqualTo(in(50));
        assertThat(end(2, List.of(limited, given), List.of(hand("anna"), bert), Map.of()))
                .isEqualTo(in(10));
        assertThat(end(1, List.of(limited), List.of(hand("anna")), Map.of())).isNull();
    }
}
