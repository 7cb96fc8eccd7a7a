/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.shared.Priority;

/** A configuration, its people's loads from 50,000 open cases, and cases to decide; for the bench. */
final class BenchShop {
    static final Instant NOW = FilterThenScoreTest.NOW;
    static final int FACTS = 2_000;

    final Configuration configuration;
    final Map<String, ReaderLoad> loads = new HashMap<>();
    final FixedDuties duties = new FixedDuties();
    final List<CaseFacts> facts = new ArrayList<>();
    final StraightLoop straight;
    private final RoutingEngine engine = Routing.engine();
    private final ReaderChoice choice = Routing.choice();

    BenchShop(int readers, int rules) {
        Random random = new Random(7);
        List<Reader> people = people(random, readers);
        open(random, readers);
        List<Rule> all = new ArrayList<>();
        List<StraightLoop.Question> byHand = new ArrayList<>();
        for (int i = 0; i < rules - 1; i++) {
            rule(i, all, byHand);
        }
        all.add(to("all", "true"));
        byHand.add((of, age, modality) -> true);
        Group house =
                new Group("house", Group.Tier.LOCAL, ZoneOffset.UTC, null, Set.of(), null, Group.Assignment.PUSH, null);
        configuration = new Configuration(
                1,
                List.of(new Site("north", ZoneOffset.UTC, "", "", "DE", false, Map.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of(house),
                people,
                List.of(),
                List.of(),
                List.of(),
                all);
        straight = new StraightLoop(configuration, byHand, duties, loads);
        for (int i = 0; i < FACTS; i++) {
            facts.add(fact(random));
        }
    }

    private List<Reader> people(Random random, int readers) {
        List<Reader> people = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            String name = "reader" + i;
            people.add(Readers.named(name)
                    .of("house")
                    .licence(random.nextInt(10) == 0 ? "FR" : "DE", "2020-01-01", "2030-01-01")
                    .modalities(random.nextBoolean() ? new String[0] : new String[] {"CT", "MR"})
                    .limits(random.nextInt(4) == 0 ? 200 : 0, random.nextInt(4) == 0 ? 99 : 0)
                    .rate(random.nextInt(3) * 10)
                    .done());
            if (random.nextInt(3) == 0) {
                duties.with(name, Duties.State.OFF);
            }
        }
        return people;
    }

    /** 50,000 open cases, counted as the database counts them. */
    private void open(Random random, int readers) {
        Map<String, double[]> work = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            double[] of = work.computeIfAbsent("reader" + random.nextInt(readers), r -> new double[2]);
            of[0]++;
            of[1] += 0.2 + random.nextInt(15) / 10.0;
        }
        work.forEach((reader, of) ->
                loads.put(reader, new ReaderLoad((int) of[0], of[1], 0, 0, 3, of[1], 5 + of[0] % 7)));
    }

    private static Rule to(String name, String when) {
        return new Rule(name, true, when, new Rule.Then("house", null, null, null, false, null, false, ""));
    }

    /** Of five kinds in turn; two of them name nothing that an index could be made of. */
    private static void rule(int i, List<Rule> all, List<StraightLoop.Question> byHand) {
        String site = "site" + i;
        String code = "P" + i;
        String part = "B" + i;
        String word = "word" + i;
        int years = i % 80;
        switch (i % 5) {
            case 0 -> {
                all.add(to(
                        site,
                        "site.name == '%s' && modality in ['CT', 'MR'] && patient.age > %d".formatted(site, years)));
                byHand.add((of, age, modality) ->
                        of.site().equals(site) && (modality.equals("CT") || modality.equals("MR")) && age > years);
            }
            case 1 -> {
                all.add(to(code, "order.procedureCode == '%s'".formatted(code)));
                byHand.add((of, age, modality) -> of.order().procedureCode().equals(code));
            }
            case 2 -> {
                all.add(to(part, "study.bodyPart == '%s' && priority in ['STAT', 'ASAP']".formatted(part)));
                byHand.add((of, age, modality) -> of.study().bodyPart().equals(part)
                        && (of.priority() == Priority.STAT || of.priority() == Priority.ASAP));
            }
            case 3 -> {
                all.add(to("old" + i, "patient.age > %d && study.instances > %d".formatted(20 + years, 2_000 + i)));
                byHand.add((of, age, modality) -> age > 20 + years && of.study().instances() > 2_000 + i);
            }
            default -> {
                all.add(to(
                        word, "order.reason.contains('%s') || order.procedure.startsWith('%s')".formatted(word, word)));
                byHand.add((of, age, modality) -> of.order().reason().contains(word)
                        || of.order().procedureText().startsWith(word));
            }
        }
    }

    private static CaseFacts fact(Random random) {
        String modality = List.of("CT", "MR", "CR").get(random.nextInt(3));
        return new CaseFacts(
                "north",
                "pacs",
                Priority.values()[random.nextInt(7)],
                false,
                new CaseFacts.OrderFacts(
                        modality, "P" + random.nextInt(2_000), "CT of the head", "fall from stairs", "", "E", ""),
                new CaseFacts.StudyFacts(
                        List.of(modality), "B" + random.nextInt(2_000), "", null, random.nextInt(2_100), NOW),
                new CaseFacts.PatientFacts(LocalDate.of(1930 + random.nextInt(90), 1, 1), "F"));
    }

    /** Both halves of a decision. */
    record Decided(RoutingDecision decision, Choice choice) {
        /** Enough to keep the compiler from leaving the work out. */
        int mark() {
            return decision.outcome().rule().hashCode()
                    + ((Choice.Outcome.Assigned) choice.outcome()).reader().hashCode();
        }

        /** What people read of it, written out. */
        int written() {
            return decision.trace().size()
                    + decision.explanation().size()
                    + choice.ranked().size()
                    + choice.excluded().size();
        }
    }

    Decided decide(CaseFacts of) {
        RoutingDecision decision = engine.decide(of, configuration, NOW);
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
        return new Decided(decision, choice.choose(about, configuration, duties, loads, NOW));
    }
}
