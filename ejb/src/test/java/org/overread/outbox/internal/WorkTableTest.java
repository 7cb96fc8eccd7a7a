/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.outbox.Lane;
import org.overread.outbox.Lease.LeaseLost;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.Problem;

class WorkTableTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private Jdbi jdbi;

    @BeforeEach
    void database() {
        jdbi = TestDatabase.jdbi();
    }

    private static WorkItem item(String key, int number) {
        return WorkItem.now("test", key, Lane.SHORT, Map.of("number", number));
    }

    private void append(WorkItem... items) {
        append(false, items);
    }

    private void append(boolean unless, WorkItem... items) {
        jdbi.useTransaction(h -> WorkTable.append(
                h,
                List.of(items).stream()
                        .map(i -> new WorkTable.Appended(i, unless))
                        .toList()));
    }

    private List<Claim> claim(String owner, int limit) {
        return claim(owner, limit, LEASE);
    }

    private List<Claim> claim(String owner, int limit, Duration lease) {
        return jdbi.inTransaction(h -> WorkTable.claim(h, Lane.SHORT, owner, lease, limit));
    }

    private void finish(Claim claim, WorkOutcome outcome) {
        jdbi.useTransaction(h -> WorkTable.finish(h, List.of(new Ending(claim, outcome, Duration.ZERO))));
    }

    private List<Integer> numbers(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(Integer.class).list());
    }

    private static int number(Claim claim) {
        return claim.item().json().get("number").asInt();
    }

    @Test
    void a_key_is_worked_in_the_order_it_was_appended_and_one_row_at_a_time() {
        append(item("a", 1), item("a", 2), item("b", 1));
        List<Claim> first = claim("one", 10);
        assertThat(first).extracting(Claim::key).containsExactlyInAnyOrder("a", "b");
        assertThat(claim("two", 10)).as("both keys are leased").isEmpty();
        first.forEach(claim -> finish(claim, WorkOutcome.done()));
        assertThat(claim("two", 10))
                .singleElement()
                .satisfies(c -> assertThat(number(c)).isEqualTo(2));
    }

    @Test
    void a_locked_head_is_not_passed_over_by_a_second_worker() {
        append(item("a", 1), item("a", 2), item("b", 1));
        jdbi.useTransaction(locking -> {
            locking.execute("select * from work_key where key = 'a' for update");
            List<Claim> other =
                    CompletableFuture.supplyAsync(() -> claim("two", 10)).join();
            assertThat(other)
                    .as("key a is locked: neither its head nor what is behind it")
                    .extracting(Claim::key)
                    .containsExactly("b");
        });
    }

    @Test
    void a_transient_failure_holds_its_key_and_a_permanent_one_lets_it_go_on() {
        append(item("a", 1), item("a", 2));
        Claim head = claim("one", 1).get(0);
        finish(head, WorkOutcome.retry(new Problem("OVR000000", "again")));
        Claim again = claim("one", 10).get(0);
        assertThat(number(again)).isEqualTo(1);
        assertThat(again.attempt()).isEqualTo(1);
        finish(again, WorkOutcome.dead(new Problem("OVR000000", "never")));
        assertThat(number(claim("one", 10).get(0))).isEqualTo(2);
        assertThat(numbers("select attempts from dead_letter")).containsExactly(2);
    }

    @Test
    void a_worker_that_comes_back_after_its_lease_is_fenced_off() {
        append(item("a", 1));
        Claim late = claim("one", 1, Duration.ZERO).get(0);
        Claim next = claim("two", 1).get(0);
        assertThat(next.id()).isEqualTo(late.id());
        assertThatThrownBy(() -> finish(late, WorkOutcome.done())).isInstanceOf(LeaseLost.class);
        finish(next, WorkOutcome.done());
        assertThatThrownBy(() -> finish(late, WorkOutcome.done())).isInstanceOf(LeaseLost.class);
    }

    @Test
    void rows_that_end_together_end_as_each_would_or_not_at_all() {
        append(item("a", 1), item("b", 1), item("b", 2), item("c", 1), item("d", 1));
        List<Claim> all = claim("one", 10);
        Problem problem = new Problem("OVR000000", "because");
        List<Ending> endings = all.stream()
                .map(claim -> new Ending(
                        claim,
                        switch (claim.key()) {
                            case "c" -> WorkOutcome.retry(problem);
                            case "d" -> WorkOutcome.dead(problem);
                            default -> WorkOutcome.done();
                        },
                        Duration.ZERO))
                .toList();
        jdbi.useTransaction(h -> h.execute("update work_key set fence = fence + 1 where key = 'a'"));
        assertThatThrownBy(() -> jdbi.useTransaction(h -> WorkTable.finish(h, endings)))
                .isInstanceOf(LeaseLost.class);
        assertThat(numbers("select count(*) from work")).containsExactly(5);
        jdbi.useTransaction(h -> h.execute("update work_key set fence = fence - 1 where key = 'a'"));
        jdbi.useTransaction(h -> WorkTable.finish(h, endings));
        assertThat(claim("two", 10)).extracting(Claim::key).containsExactlyInAnyOrder("b", "c");
        assertThat(numbers("select count(*) from work_key")).containsExactly(2);
        assertThat(numbers("select count(*) from dead_letter")).containsExactly(1);
    }

    @Test
    void a_fence_is_never_given_twice_even_when_its_key_was_emptied_and_used_again() {
        append(item("a", 1));
        Claim old = claim("one", 1, Duration.ZERO).get(0);
        finish(claim("two", 1).get(0), WorkOutcome.done());
        append(item("a", 2));
        Claim fresh = claim("two", 1).get(0);
        assertThatThrownBy(() -> finish(old, WorkOutcome.done())).isInstanceOf(LeaseLost.class);
        finish(fresh, WorkOutcome.done());
    }

    @Test
    void nothing_is_left_of_a_key_whose_work_is_done() {
        append(item("a", 1));
        finish(claim("one", 1).get(0), WorkOutcome.done());
        assertThat(numbers("select (select count(*) from work) + (select count(*) from work_key)"))
                .containsExactly(0);
    }

    @Test
    void the_same_work_that_already_waits_is_not_appended_again() {
        append(true, item("a", 1));
        append(true, item("a", 1), item("a", 2), item("a", 2));
        Claim head = claim("one", 1).get(0);
        append(true, item("a", 1));
        List<Integer> numbers = new ArrayList<>();
        finish(head, WorkOutcome.done());
        for (List<Claim> more = claim("one", 1); !more.isEmpty(); more = claim("one", 1)) {
            numbers.add(number(more.get(0)));
            finish(more.get(0), WorkOutcome.done());
        }
        assertThat(numbers)
                .as("work under way does not stand for what comes later")
                .startsWith(2)
                .contains(1);
    }

    @Test
    void delayed_work_waits() {
        append(WorkItem.after(Duration.ofHours(1), "test", "a", Lane.SHORT, Map.of("number", 1)));
        assertThat(claim("one", 10)).isEmpty();
        List<Claim> other = jdbi.inTransaction(h -> WorkTable.claim(h, Lane.LONG, "one", LEASE, 10));
        assertThat(other).isEmpty();
    }

    @Test
    void workers_that_race_lose_nothing_double_nothing_and_keep_each_keys_order() throws Exception {
        int keys = 7;
        int each = 40;
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        AtomicInteger left = new AtomicInteger(keys * each);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int k = 0; k < keys; k++) {
            String key = "k" + k;
            tasks.add(() -> {
                for (int n = 0; n < each; n++) {
                    append(item(key, n));
                }
                return null;
            });
        }
        for (int w = 0; w < 4; w++) {
            String owner = "w" + w;
            tasks.add(() -> {
                while (left.get() > 0) {
                    for (Claim claim : claim(owner, 2)) {
                        finish(claim, WorkOutcome.done(() -> {}));
                        seen.computeIfAbsent(claim.key(), x -> Collections.synchronizedList(new ArrayList<>()))
                                .add(number(claim));
                        left.decrementAndGet();
                    }
                }
                return null;
            });
        }
        var pool = Executors.newFixedThreadPool(tasks.size());
        try {
            for (var future : pool.invokeAll(tasks)) {
                future.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(seen).hasSize(keys);
        // the list is filled after the commit, so neighbours of one key may change places in it, but none is missing or
        // twice
        seen.values()
                .forEach(numbers -> assertThat(numbers).doesNotHaveDuplicates().hasSize(each));
        assertThat(numbers("select count(*) from work")).containsExactly(0);
    }

    @Test
    void urgent_work_takes_its_key_out_of_the_line_and_hastened_work_too() {
        append(
                WorkItem.now("test", "a", Lane.LONG, Map.of("number", 1)),
                WorkItem.now("test", "b", Lane.LONG, Map.of("number", 1)),
                WorkItem.now("test", "c", Lane.LONG, Map.of("number", 1)),
                item("d", 1));

        append(WorkItem.now("test", "a", Lane.URGENT, Map.of("number", 2)));
        jdbi.useTransaction(h -> {
            WorkTable.hasten(h, "c");
            WorkTable.hasten(h, "d");
            WorkTable.hasten(h, "nothing waits");
        });

        List<Claim> urgent = jdbi.inTransaction(h -> WorkTable.claim(h, Lane.URGENT, "one", LEASE, 10));
        List<Claim> others = jdbi.inTransaction(h -> WorkTable.claim(h, Lane.LONG, "one", LEASE, 10));
        assertThat(urgent).extracting(Claim::key).containsExactlyInAnyOrder("a", "c");
        assertThat(others).extracting(Claim::key).containsExactly("b");
        assertThat(claim("one", 10)).extracting(Claim::key).containsExactly("d");
    }
}
