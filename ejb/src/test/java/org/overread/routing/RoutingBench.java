/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.replay.MonthTable;
import org.overread.shared.Priority;

/**
 * What a decision costs: 200 rules and 500 readers whose load comes from 50,000 open cases, beside a straight Java loop
 * over the same facts; then more readers; then 100,000 cases replayed; then the month. One thread, no database.
 */
public final class RoutingBench {
    private static final Instant NOW = FilterThenScoreTest.NOW;
    private static final int FACTS = 2_000;
    private static long sink;

    private RoutingBench() {}

    public static void main(String[] arguments) {
        int seeds = Integer.getInteger("bench.seeds", 3);
        decisions();
        growth();
        MonthTable.replay(100_000);
        MonthTable.print(seeds, Integer.getInteger("bench.cases", 60_000));
        if (sink == 42) {
            System.out.println();
        }
    }

    private static void decisions() {
        Shop shop = new Shop(500, 200);
        Runnable ours =
                () -> shop.facts.forEach(facts -> sink += shop.decide(facts).hashCode());
        Runnable plain = () -> shop.facts.forEach(facts -> sink += shop.straight(facts));
        for (int i = 0; i < 6; i++) {
            ours.run();
            plain.run();
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
        double[] each = shop.facts.stream()
                .mapToDouble(
                        facts -> 1000 * seconds(() -> sink += shop.decide(facts).hashCode()))
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
            Shop shop = new Shop(readers, 1);
            Runnable ours = () -> shop.facts
                    .subList(0, 400)
                    .forEach(f -> sink += shop.decide(f).hashCode());
            for (int i = 0; i < 5; i++) {
                ours.run();
            }
            double micros = seconds(ours) / 400 * 1e6;
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

    /** A configuration, its people's loads and cases to decide. */
    private static final class Shop {
        private final Configuration configuration;
        private final Map<String, ReaderLoad> loads = new HashMap<>();
        private final FixedDuties duties = new FixedDuties();
        private final List<CaseFacts> facts = new ArrayList<>();
        private final ReaderChoice choice = Routing.choice();
        private final int rules;

        Shop(int readers, int rules) {
            this.rules = rules;
            Random random = new Random(7);
            List<Reader> people = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                String name = "reader" + i;
                people.add(Readers.named(name)
                        .of("house")
                        .licence("DE", "2020-01-01", "2030-01-01")
                        .modalities(random.nextBoolean() ? new String[0] : new String[] {"CT", "MR"})
                        .done());
                if (random.nextInt(3) == 0) {
                    duties.with(name, org.overread.config.Duties.State.OFF);
                }
            }
            // 50,000 open cases, counted as the database counts them
            Map<String, double[]> work = new HashMap<>();
            for (int i = 0; i < 50_000; i++) {
                double[] of = work.computeIfAbsent("reader" + random.nextInt(readers), r -> new double[2]);
                of[0]++;
                of[1] += 0.2 + random.nextInt(15) / 10.0;
            }
            work.forEach((reader, of) ->
                    loads.put(reader, new ReaderLoad((int) of[0], of[1], 0, 0, 3, of[1], 5 + of[0] % 7)));
            List<Rule> all = new ArrayList<>();
            for (int i = 0; i < rules - 1; i++) {
                all.add(new Rule(
                        "rule" + i,
                        true,
                        "site.name == 'site" + i + "' && modality in ['CT', 'MR'] && patient.age > " + i % 80,
                        new Rule.Then("house", null, null, null, false, null, false, "")));
            }
            all.add(new Rule("all", true, "true", new Rule.Then("house", null, null, null, false, null, false, "")));
            configuration = new Configuration(
                    1,
                    List.of(new Site("north", ZoneOffset.UTC, "", "", "DE", false, Map.of())),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(new Group(
                            "house",
                            Group.Tier.LOCAL,
                            ZoneOffset.UTC,
                            null,
                            Set.of(),
                            null,
                            Group.Assignment.PUSH,
                            null)),
                    people,
                    List.of(),
                    List.of(),
                    List.of(),
                    all);
            for (int i = 0; i < FACTS; i++) {
                String modality = List.of("CT", "MR", "CR").get(random.nextInt(3));
                facts.add(new CaseFacts(
                        "north",
                        "pacs",
                        Priority.values()[random.nextInt(7)],
                        false,
                        null,
                        new CaseFacts.StudyFacts(List.of(modality), "", "", null, 10, NOW),
                        new CaseFacts.PatientFacts(LocalDate.of(1930 + random.nextInt(90), 1, 1), "F")));
            }
        }

        Choice decide(CaseFacts of) {
            RoutingDecision decision = Routing.engine().decide(of, configuration, NOW);
            RoutingDecision.Outcome outcome = decision.outcome();
            ChoiceFacts about = new ChoiceFacts(
                    1,
                    of.site(),
                    "DE",
                    of.modality(),
                    outcome.priority(),
                    outcome.needs(),
                    Rvu.of(of.modality(), outcome.needs()),
                    0,
                    outcome.dueAt(),
                    "",
                    Set.of(),
                    null,
                    outcome.groups());
            return choice.choose(about, configuration, duties, loads, NOW);
        }

        /** The same question asked by hand: no expression, no explanation, no list of who was left out. */
        int straight(CaseFacts of) {
            String modality = of.modality();
            int age = java.time.Period.between(of.patient().birthDate(), LocalDate.ofInstant(NOW, ZoneOffset.UTC))
                    .getYears();
            int matched = rules - 1;
            for (int i = 0; i < rules - 1; i++) {
                if (of.site().equals("site" + i) && (modality.equals("CT") || modality.equals("MR")) && age > i % 80) {
                    matched = i;
                    break;
                }
            }
            double rvu = Rvu.of(modality, Rule.Needs.NONE);
            String bestName = "";
            double best = Double.MAX_VALUE;
            for (Reader reader : configuration.readers()) {
                LocalDate today = NOW.atZone(reader.timezone()).toLocalDate();
                boolean licensed = reader.licences().stream()
                        .anyMatch(l -> l.jurisdiction().equals("DE") && l.holdsOn(today));
                if (!licensed
                        || (!reader.modalities().isEmpty()
                                && !reader.modalities().contains(modality))
                        || duties.at(reader.name(), NOW).state() == org.overread.config.Duties.State.OFF) {
                    continue;
                }
                ReaderLoad load = loads.getOrDefault(reader.name(), ReaderLoad.IDLE);
                double score = load.openRvu() * load.minutesPerRvu()
                        + Math.max(0, (load.openRvu() + rvu) * load.minutesPerRvu() - 30) * 3
                        + load.dayRvu() * 0.5;
                if (score < best || (score == best && reader.name().compareTo(bestName) < 0)) {
                    best = score;
                    bestName = reader.name();
                }
            }
            return matched + bestName.hashCode();
        }
    }
}
