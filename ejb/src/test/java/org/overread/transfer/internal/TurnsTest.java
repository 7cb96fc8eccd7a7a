/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.overread.transfer.internal.Turns.Wish;

/** Whose turn it is, when more want to send than may. */
class TurnsTest {
    /** Each study of a group, by its number of streams and its weight. */
    private static List<Wish> study(long id, String group, int streams, int weight) {
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            wishes.add(new Wish(id, group, false, weight));
        }
        return wishes;
    }

    /** Who has had how many turns, when each stream comes in line again behind its turn. */
    private static Map<Long, Integer> turns(List<Wish> line, int turns) {
        Turns fair = new Turns();
        List<Wish> waiting = new ArrayList<>(line);
        Map<Long, Integer> had = new TreeMap<>();
        for (int i = 0; i < turns; i++) {
            Wish next = fair.next(waiting);
            fair.took(next, waiting);
            had.merge(next.transfer(), 1, Integer::sum);
            waiting.remove(next);
            waiting.add(next);
        }
        return had;
    }

    @Test
    void a_study_of_many_streams_has_no_more_turns_than_one_of_one() {
        List<Wish> line = study(1, "g", 16, 1);
        line.addAll(study(2, "g", 1, 1));
        assertThat(turns(line, 100)).isEqualTo(Map.of(1L, 50, 2L, 50));
    }

    @Test
    void a_group_of_many_studies_has_no_more_turns_than_one_of_one() {
        List<Wish> line = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            line.addAll(study(i, "many", 2, 1));
        }
        line.addAll(study(10, "one", 1, 1));
        assertThat(turns(line, 180))
                .containsEntry(10L, 90)
                .containsEntry(1L, 10)
                .containsEntry(9L, 10);
    }

    @Test
    void less_time_left_has_more_turns() {
        List<Wish> line = study(1, "g", 4, 4);
        line.addAll(study(2, "g", 4, 2));
        line.addAll(study(3, "g", 4, 1));
        assertThat(turns(line, 70)).isEqualTo(Map.of(1L, 40, 2L, 20, 3L, 10));
    }

    @Test
    void what_is_urgent_is_next() {
        List<Wish> line = study(1, "g", 4, 4);
        line.add(new Wish(2, "g", true, 1));
        assertThat(new Turns().next(line).transfer()).isEqualTo(2);
    }

    @Test
    void who_comes_late_is_not_repaid() {
        Turns fair = new Turns();
        List<Wish> first = study(1, "g", 1, 1);
        for (int i = 0; i < 1000; i++) {
            fair.took(fair.next(first), first);
        }
        List<Wish> both = new ArrayList<>(first);
        both.addAll(study(2, "g", 1, 1));
        int late = 0;
        for (int i = 0; i < 100; i++) {
            Wish next = fair.next(both);
            fair.took(next, both);
            late += next.transfer() == 2 ? 1 : 0;
        }
        assertThat(late).isEqualTo(50);
    }

    /** Nobody waits longer than his weight says, whatever the others are. */
    @Property(tries = 200)
    void each_has_his_part(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 6) Integer> streams,
            @ForAll @Size(min = 8, max = 8) List<@IntRange(min = 0, max = 2) Integer> weights) {
        List<Wish> line = new ArrayList<>();
        Map<Long, Integer> weight = new HashMap<>();
        for (int i = 0; i < streams.size(); i++) {
            int of = 1 << weights.get(i);
            weight.put((long) i, of);
            line.addAll(study(i, "g", streams.get(i), of));
        }
        int sum = weight.values().stream().mapToInt(w -> w).sum();
        Map<Long, Integer> had = turns(line, sum * 10);
        weight.forEach((study, of) -> assertThat(had.getOrDefault(study, 0)).isBetween(of * 10 - of, of * 10 + of));
    }
}
