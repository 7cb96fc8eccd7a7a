/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.overread.kit.Http;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Waiting;

/**
 * Many readers want the same cases while ladders take them away and orders are cancelled: each of them tries each case once, in
 * an order of its own.
 */
final class ClaimRace {
    private final Readings readings;
    private final int readers;
    private final int cases;
    private final int cancelled;

    private final Map<Long, String> winners = new ConcurrentHashMap<>();
    private final AtomicInteger named = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final List<String> odd = Collections.synchronizedList(new ArrayList<>());

    /**
     * @param readings with so many readers
     * @param cancelled of so many cases the order is called off meanwhile
     */
    ClaimRace(Readings readings, int readers, int cases, int cancelled) {
        this.readings = readings;
        this.readers = readers;
        this.cases = cases;
        this.cancelled = cancelled;
    }

    /** Runs it; each case has one owner then, and each lost race named who won. */
    void run() throws Exception {
        readings.available(cases);
        readings.passTime(8_000 / cases);
        List<Long> ids = readings.stack.database().rows("select id from reading_case order by id").stream()
                .map(Long::valueOf)
                .toList();
        ExecutorService people = Executors.newFixedThreadPool(readers + 1);
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            String name = "reader" + i;
            Random random = new Random(i);
            all.add(people.submit(read(name, ids, random)));
        }
        all.add(people.submit(this::cancel));
        for (Future<Void> one : all) {
            one.get(8, TimeUnit.MINUTES);
        }
        people.shutdown();

        assertThat(odd).isEmpty();
        assertThat(named.get()).isPositive();
        Waiting.until(
                "what was cancelled is",
                Readings.LIMIT,
                () -> readings.count("select count(*) from reading_case where state = 'CANCELLED' or order_cancelled")
                        == cancelled);
        assertThat(readings.count("""
                select count(*) from (select case_id from assignment where until_at is null
                                       group by case_id having count(*) > 1) twice""")).isZero();
        assertThat(readings.count("""
                select count(*) from reading_case c left join assignment a on a.case_id = c.id and a.until_at is null
                 where c.state <> 'CANCELLED'
                   and (a.owner_group is distinct from c.owner_group or a.reader is distinct from c.reader)""")).as("owner and assignment differ").isZero();
        winners.forEach((id, reader) -> assertThat(
                        readings.stack.database().rows("select reader from reading_case where id = " + id))
                .containsExactly(reader));
        assertThat(readings.count("select count(*) from timeline where kind = 'case.claimed'"))
                .isEqualTo(winners.size());
        assertThat(readings.disordered()).isZero();
        System.out.printf(
                "%d claimed, %d lost races named the winner, %d found it gone; %d escalated, %d cancelled%n",
                winners.size(),
                named.get(),
                gone.get(),
                readings.count("select count(*) from timeline where kind = 'case.escalated'"),
                readings.count("select count(*) from reading_case where state = 'CANCELLED'"));
    }

    /** Tries to claim every case once, in an order of its own. */
    private Callable<Void> read(String name, List<Long> ids, Random random) {
        return () -> {
            Http reader = readings.stack.as(name);
            List<Long> order = new ArrayList<>(ids);
            Collections.shuffle(order, random);
            for (long id : order) {
                Http.Reply seen = reader.get("/overread/api/cases/" + id);
                if (seen.status() == 404) {
                    gone.incrementAndGet();
                    continue;
                }
                Http.Reply claimed = reader.header("If-Match", seen.header("ETag"))
                        .post("/overread/api/cases/" + id + "/claim", "{}");
                String code = claimed.status() == 200
                        ? ""
                        : claimed.json().get("code").asText();
                if (claimed.status() == 200) {
                    String former = winners.put(id, name);
                    if (former != null) {
                        odd.add("case " + id + " was claimed by " + former + " and " + name);
                    }
                } else if (claimed.status() == 409 && code.equals("OVR000802")) {
                    String title = claimed.json().get("title").asText();
                    if (title.matches("reader\\d+ was faster.*")) {
                        named.incrementAndGet();
                    } else {
                        odd.add(title);
                    }
                } else if (List.of(404, 409, 412).contains(claimed.status())) {
                    gone.incrementAndGet(); // escalated or cancelled meanwhile
                } else {
                    odd.add(claimed.toString());
                }
            }
            return null;
        };
    }

    private Void cancel() throws Exception {
        try (MllpClient ris = readings.stack.mllp()) {
            for (Order order : readings.orders.subList(0, cancelled)) {
                assertThat(ris.send(Readings.RIS.cancel(order)).code()).isEqualTo("AA");
            }
        }
        return null;
    }
}
