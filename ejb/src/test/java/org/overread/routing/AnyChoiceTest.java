/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.Choice.Outcome;
import org.overread.shared.Priority;

/** Whatever the readers, loads and cases: nobody who may not has a case, and each reader asked is told of. */
class AnyChoiceTest {
    private static final Instant NOW = FilterThenScoreTest.NOW;
    private static final List<String> PLACES = List.of("DE", "FR", "US-CA");
    private static final List<String> MODALITIES = List.of("CT", "MR", "CR");

    @Property(tries = 10_000)
    void nobody_who_may_not_has_a_case_and_the_same_facts_give_the_same_choice(@ForAll long seed) {
        Random random = new Random(seed);
        FixedDuties duties = new FixedDuties();
        Map<String, ReaderLoad> loads = new HashMap<>();
        Configuration configuration = configuration(random, duties, loads);
        ChoiceFacts facts = facts(random);
        Choice found = new FilterThenScore().choose(facts, configuration, duties, loads, NOW);

        Set<String> had = new HashSet<>();
        if (found.outcome() instanceof Outcome.Assigned assigned) {
            had.add(assigned.reader());
        } else if (found.outcome() instanceof Outcome.Offered offered) {
            had.addAll(offered.readers());
            assertThat(offered.readers()).isNotEmpty();
        }
        for (String name : had) {
            Reader reader = configuration.reader(name).orElseThrow();
            assertThat(mayHave(reader, facts, duties, loads, configuration))
                    .as("%s may have it", name)
                    .isTrue();
        }
        if (found.outcome() instanceof Outcome.Nobody) {
            for (Reader reader : configuration.readers()) {
                boolean asked = found.groups().stream()
                        .anyMatch(g -> g.obstacle().isEmpty() && reader.groups().contains(g.group()));
                assertThat(asked && mayHave(reader, facts, duties, loads, configuration))
                        .as("%s could have had it", reader.name())
                        .isFalse();
            }
        }
        for (Choice.GroupAsked asked : found.groups()) {
            List<Reader> looked = asked.obstacle().isEmpty() ? configuration.readersOf(asked.group()) : List.of();
            for (Reader reader : looked) {
                boolean named = found.ranked().stream().anyMatch(r -> r.reader().equals(reader.name()))
                        || found.excluded().stream().anyMatch(x -> x.reader().equals(reader.name()));
                assertThat(named).as("why not %s?", reader.name()).isTrue();
            }
        }
        Choice plain = new PlainChoice().choose(facts, configuration, duties, loads, NOW);
        assertThat(found.outcome()).as("the same as one reader after the other").isEqualTo(plain.outcome());
        assertThat(found.groups()).isEqualTo(plain.groups());
        assertThat(found.ranked()).isEqualTo(plain.ranked());
        assertThat(found.excluded()).containsExactlyInAnyOrderElementsOf(plain.excluded());
        assertThat(new FilterThenScore()
                        .choose(facts, shuffled(configuration, random), duties, loads, NOW)
                        .outcome())
                .as("the order of the document does not matter")
                .isEqualTo(found.outcome());
    }

    /** The rule written once more, straight from the documentation. */
    private static boolean mayHave(
            Reader reader,
            ChoiceFacts facts,
            Duties duties,
            Map<String, ReaderLoad> loads,
            Configuration configuration) {
        LocalDate today = LocalDate.ofInstant(NOW, reader.timezone());
        LocalDate due = LocalDate.ofInstant(facts.dueAt().isAfter(NOW) ? facts.dueAt() : NOW, reader.timezone());
        boolean licensed = reader.licences().stream()
                .anyMatch(l -> l.jurisdiction().equals(facts.jurisdiction())
                        && (l.from() == null || !l.from().isAfter(today))
                        && (l.until() == null || !l.until().isBefore(due)));
        ReaderLoad load = loads.getOrDefault(reader.name(), ReaderLoad.IDLE);
        Duties.State state = duties.at(reader.name(), NOW).state();
        boolean supervised = reader.supervisors().isEmpty()
                || reader.supervisors().stream()
                        .anyMatch(s -> configuration.reader(s).isPresent()
                                && duties.at(s, NOW).state() == Duties.State.ON_DUTY);
        return licensed
                && supervised
                && (state == Duties.State.ON_DUTY || state == Duties.State.ON_CALL)
                && (reader.privileges().isEmpty() || reader.privileges().contains(facts.site()))
                && (reader.modalities().isEmpty() || reader.modalities().contains(facts.modality()))
                && reader.specialties().containsAll(facts.needs().specialties())
                && !facts.declinedBy().contains(reader.name())
                && !reader.conflicts().contains(facts.referrer())
                && !reader.conflictSites().contains(facts.site())
                && !reader.person().equals(facts.referrer())
                && !facts.own().contains(reader.name())
                && (reader.parallel() == 0 || load.open() < reader.parallel())
                && (reader.rvuPerShift() == 0
                        || load.shiftRvu() + load.openRvu() + facts.rvu() <= reader.rvuPerShift());
    }

    private static Configuration configuration(Random random, FixedDuties duties, Map<String, ReaderLoad> loads) {
        List<Reader> readers = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String name = "reader" + i;
            duties.with(name, Duties.State.values()[random.nextInt(4)]);
            if (random.nextBoolean()) {
                double rvu = random.nextInt(20);
                loads.put(
                        name,
                        new ReaderLoad(
                                random.nextInt(4),
                                rvu,
                                0,
                                random.nextInt(3),
                                random.nextInt(40),
                                rvu,
                                2 + random.nextInt(9)));
            }
            readers.add(new Reader(
                    name,
                    Set.of("group" + random.nextInt(3)),
                    ZoneId.of(random.nextBoolean() ? "Pacific/Auckland" : "Europe/Berlin"),
                    licences(random),
                    random.nextInt(4) == 0 ? Set.of("south") : Set.of(),
                    random.nextBoolean() ? Set.of("neuro") : Set.of(),
                    random.nextInt(3) == 0 ? Set.of(MODALITIES.get(random.nextInt(3))) : Set.of(),
                    Set.of(),
                    random.nextInt(3) == 0 ? 30 : 0,
                    random.nextInt(3) == 0 ? 3 : 0,
                    random.nextInt(5) == 0 ? Set.of("reader" + random.nextInt(12)) : Set.of(),
                    random.nextInt(50),
                    random.nextInt(6) == 0 ? Set.of("ref") : Set.of(),
                    random.nextInt(8) == 0 ? Set.of("north") : Set.of(),
                    random.nextInt(8) == 0 ? "other" : ""));
        }
        Collections.shuffle(readers, random);
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Group.Assignment way = random.nextBoolean() ? Group.Assignment.PUSH : Group.Assignment.PULL;
            Set<String> sites = random.nextInt(5) == 0 ? Set.of("south") : Set.of();
            groups.add(new Group("group" + i, Group.Tier.LOCAL, ZoneOffset.UTC, null, sites, null, way, null));
        }
        return new Configuration(
                1,
                List.of(new Site("north", ZoneId.of("Europe/Berlin"), "", "", "DE", false, Map.of())),
                List.of(),
                List.of(),
                List.of(),
                groups,
                readers,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static List<Reader.Licence> licences(Random random) {
        List<Reader.Licence> licences = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        for (int i = random.nextInt(4); i > 0; i--) {
            licences.add(new Reader.Licence(
                    PLACES.get(random.nextInt(3)),
                    random.nextInt(4) == 0 ? today.plusDays(random.nextInt(3) - 1) : null,
                    random.nextInt(3) == 0 ? today.plusDays(random.nextInt(4) - 1) : null));
        }
        return licences;
    }

    private static ChoiceFacts facts(Random random) {
        return new ChoiceFacts(
                1,
                "north",
                PLACES.get(random.nextInt(3)),
                MODALITIES.get(random.nextInt(3)),
                Priority.values()[random.nextInt(7)],
                random.nextInt(3) == 0 ? new Rule.Needs(null, Set.of("neuro"), null, null) : Rule.Needs.NONE,
                0.2 + random.nextInt(20) / 10.0,
                random.nextInt(10),
                NOW.plusSeconds(random.nextInt(100_000) - 10_000),
                random.nextBoolean() ? "ref" : "other",
                random.nextBoolean() ? Set.of("reader" + random.nextInt(12)) : Set.of(),
                "reader" + random.nextInt(12),
                List.of("group0", "group1", "group2").subList(0, 1 + random.nextInt(3)),
                random.nextInt(4) == 0 ? Set.of("reader" + random.nextInt(12)) : Set.of());
    }

    private static Configuration shuffled(Configuration of, Random random) {
        List<Reader> readers = new ArrayList<>(of.readers());
        Collections.shuffle(readers, random);
        return new Configuration(
                of.version(),
                of.sites(),
                of.senders(),
                of.archives(),
                of.destinations(),
                of.groups(),
                readers,
                of.rosters(),
                of.contracts(),
                of.ladders(),
                of.rules());
    }
}
