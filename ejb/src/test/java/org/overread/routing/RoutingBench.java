/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.overread.routing.replay.MonthTable;

/**
 * What a decision costs: 200 rules and 500 readers whose load comes from 50,000 open cases, beside a straight Java loop
 * over the same facts; then more readers; then 100,000 cases replayed; then the month. One thread, no database.
 */
public final class RoutingBench {
    private static final Instant NOW = BenchShop.NOW;
    private static final int FACTS = BenchShop.FACTS;
    private static long sink;

    private RoutingBench() {}

    public static void main(String[] arguments) {
        int seeds = Integer.getInteger("bench.seeds", 3);
        decisions();
        growth();
        MonthTable.replay(100_000);
        if (seeds > 0) {
            MonthTable.print(seeds, Integer.getInteger("bench.cases", 60_000));
        }
        if (sink == 42) {
            System.out.println();
        }
    }

    private static void decisions() {
        BenchShop shop = new BenchShop(500, 200);
        shop.facts.forEach(facts -> shop.straight.compare(facts, shop.decide(facts), NOW));
        Runnable ours =
                () -> shop.facts.forEach(facts -> sink += shop.decide(facts).mark());
        Runnable plain = () -> shop.facts.forEach(
                facts -> sink += shop.straight.answer(facts, NOW).best());
        Runnable written =
                () -> shop.facts.forEach(facts -> sink += shop.decide(facts).written());
        for (int i = 0; i < 6; i++) {
            ours.run();
            plain.run();
            written.run();
        }
        List<Double> ratios = new ArrayList<>();
        double best = 0;
        double limit = 0;
        for (int round = 0; round < 7; round++) {
            double mine = FACTS / seconds(ours);
            double theirs = FACTS / seconds(plain);
            ratios.add(mine / theirs);
            best = Math.max(best, mine);
            limit = Math.max(limit, theirs);
        }
        ratios.sort(null);
        System.out.printf(
                Locale.ROOT,
                "routing.decisions-per-second.java-loop ratio=%.3f value=%.0f limit=%.0f%n",
                ratios.get(ratios.size() / 2),
                best,
                limit);
        double told = FACTS / seconds(written);
        System.out.printf(
                Locale.ROOT,
                "routing.decisions-per-second.written-out ratio=%.3f value=%.0f limit=2000%n",
                told / 2_000,
                told);
        double[] each = shop.facts.stream()
                .mapToDouble(
                        facts -> 1000 * seconds(() -> sink += shop.decide(facts).mark()))
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "routing.p99-ms.orientation ratio=%.3f value=%.3f limit=5.00%n",
                each[(int) (each.length * 0.99)] / 5,
                each[(int) (each.length * 0.99)]);
    }

    private static void growth() {
        double first = 0;
        for (int readers : new int[] {5, 50, 500, 5_000}) {
            BenchShop shop = new BenchShop(readers, 1);
            Runnable ours = () -> shop.facts
                    .subList(0, 400)
                    .forEach(f -> sink += shop.decide(f).mark());
            for (int i = 0; i < 5; i++) {
                ours.run();
            }
            double[] rounds = IntStream.range(0, 9)
                    .mapToDouble(round -> seconds(ours))
                    .sorted()
                    .toArray();
            double micros = rounds[rounds.length / 2] / 400 * 1e6;
            first = first == 0 ? micros : first;
            System.out.printf(
                    Locale.ROOT,
                    "routing.microseconds.%d-readers ratio=%.3f value=%.1f limit=%.1f%n",
                    readers,
                    micros / (first * readers / 5),
                    micros,
                    first * readers / 5);
        }
    }

    private static double seconds(Runnable run) {
        long begin = System.nanoTime();
        run.run();
        return (System.nanoTime() - begin) / 1e9;
    }
}
