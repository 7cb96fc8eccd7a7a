/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.Group;
import org.overread.config.Ladder;
import org.overread.config.Reader;
import org.overread.config.Roster;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.shared.Priority;

/**
 * An invented month: 12 sites, 19 groups, 500 readers in 8 time zones who each give a few shifts, some 60,000 cases.
 * Arrivals follow the shape of published ones: two daily peaks, at 10 to 13 and 19 to 20 o'clock (Karas 1977,
 * doi:10.1016/S0361-1124(77)80241-4), fewest at night, weekdays above weekends and Mondays highest for CT (Burns et al.,
 * "Emergency department imaging: are weather and calendar factors associated with imaging volume?"). Reading times lie
 * about the median with a long tail (Cowan et al. 2013, doi:10.1111/1754-9485.12092; Sexauer and Bestler 2022,
 * doi:10.3390/jimaging8080208). The mix of modalities and priorities, sickness and outages are our assumptions.
 */
final class Month {
    static final Instant FROM = Instant.parse("2026-09-01T00:00:00Z");
    static final int DAYS = 30;
    static final Instant UNTIL = FROM.plus(Duration.ofDays(DAYS + 1L));

    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "Europe/London",
            "America/New_York",
            "America/Los_Angeles",
            "America/Sao_Paulo",
            "Asia/Kolkata",
            "Asia/Singapore",
            "Australia/Sydney");
    private static final double[] HOURS = {
        0.35, 0.28, 0.23, 0.2, 0.2, 0.25, 0.45, 0.8, 1.25, 1.6, 1.85, 1.9, 1.8, 1.6, 1.5, 1.45, 1.35, 1.2, 1.25, 1.4,
        1.3, 0.95, 0.65, 0.45
    };

    final Configuration configuration;
    final SpanDuties duties;
    final List<Arrival> arrivals;
    private final long seed;

    Month(long seed, int cases) {
        this.seed = seed;
        List<Site> sites = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        List<Reader> readers = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        List<Contract> contracts = new ArrayList<>();
        SpanDuties shifts = new SpanDuties();
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            ZoneId zone = ZoneId.of(ZONES.get(i % 4));
            sites.add(new Site("site" + i, zone, "A" + i, "", "J" + i, false, Map.of()));
            groups.add(group("local" + i, Group.Tier.LOCAL, zone, Group.Assignment.PUSH, 45, Set.of("site" + i)));
            readers(random, readers, "local" + i, zone, 17, Set.of("J" + i));
            roster(random, shifts, readersOf(readers, "local" + i), zone, 7, 19, true, 1);
            rules.add(rule(i));
        }
        for (int i = 0; i < 4; i++) {
            ZoneId zone = ZoneId.of(ZONES.get(i));
            Set<String> near = Set.of("site" + i, "site" + (i + 4), "site" + (i + 8));
            String group = "regional" + i;
            groups.add(group(group, Group.Tier.REGIONAL, zone, Group.Assignment.PUSH, 30, near));
            readers(random, readers, "regional" + i, zone, 38, Set.of("J" + i, "J" + (i + 4), "J" + (i + 8)));
            roster(random, shifts, readersOf(readers, "regional" + i), zone, 0, 24, false, 1);
            near.stream().sorted().forEach(site -> contracts.add(contract(site, group, 18)));
        }
        for (int i = 0; i < 3; i++) {
            ZoneId zone = ZoneId.of(ZONES.get(5 + i));
            groups.add(group("global" + i, Group.Tier.GLOBAL, zone, Group.Assignment.PULL, 30, Set.of()));
            readers(random, readers, "global" + i, zone, 48, allJurisdictions());
            roster(random, shifts, readersOf(readers, "global" + i), zone, 0, 24, false, 2);
        }
        Ladder outwards = new Ladder(
                "outwards",
                List.of(
                        new Ladder.Step(0.3, null, Group.Tier.REGIONAL, true),
                        new Ladder.Step(0.6, null, Group.Tier.GLOBAL, true)));
        configuration = new Configuration(
                1,
                sites,
                List.of(),
                List.of(),
                List.of(),
                groups,
                readers,
                List.of(),
                contracts,
                List.of(outwards),
                rules);
        duties = shifts.done();
        arrivals = arrivals(new Random(seed + 1), cases);
    }

    private static Set<String> allJurisdictions() {
        Set<String> all = new java.util.TreeSet<>();
        for (int i = 0; i < 12; i++) {
            all.add("J" + i);
        }
        return all;
    }

    private static List<String> readersOf(List<Reader> readers, String group) {
        return readers.stream()
                .filter(reader -> reader.groups().contains(group))
                .map(Reader::name)
                .toList();
    }

    private static Rule rule(int site) {
        List<String> chain = List.of(
                "local" + site,
                "regional" + site % 4,
                "global" + site % 3,
                "global" + (site + 1) % 3,
                "global" + (site + 2) % 3);
        return new Rule(
                "site" + site,
                true,
                "site.name == 'site" + site + "'",
                new Rule.Then(
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        false,
                        "",
                        chain,
                        Rule.Needs.NONE,
                        "outwards",
                        null,
                        null));
    }

    private static Contract contract(String site, String group, int price) {
        return new Contract(
                site + "-" + group,
                site,
                group,
                Set.of(),
                List.of(),
                BigDecimal.valueOf(price),
                "EUR",
                Map.of(),
                null,
                null);
    }

    private static Group group(
            String name, Group.Tier tier, ZoneId zone, Group.Assignment assignment, int offer, Set<String> sites) {
        return new Group(name, tier, zone, null, sites, null, assignment, Duration.ofMinutes(offer));
    }

    private static void readers(
            Random random, List<Reader> readers, String group, ZoneId zone, int count, Set<String> jurisdictions) {
        double rate = group.startsWith("local") ? 0 : group.startsWith("regional") ? 30 : 45;
        for (int i = 0; i < count; i++) {
            List<Reader.Licence> licences = jurisdictions.stream()
                    .filter(place -> jurisdictions.size() < 5 || random.nextInt(10) > 0)
                    .sorted()
                    .map(place -> new Reader.Licence(place, null, LocalDate.of(2027, 12, 31)))
                    .toList();
            Set<String> modalities = random.nextInt(4) == 0 ? Set.of("CR", "CT", "US", "MG") : Set.of();
            readers.add(new Reader(
                    group + "-" + i,
                    Set.of(group),
                    zone,
                    licences,
                    Set.of(),
                    Set.of(),
                    modalities,
                    Set.of("en"),
                    0,
                    0,
                    Set.of(),
                    rate,
                    Set.of()));
        }
    }

    /** Shifts in turn, so that so many are there at each hour between the two; in the busy hours one more. */
    private static void roster(
            Random random,
            SpanDuties shifts,
            List<String> readers,
            ZoneId zone,
            int from,
            int until,
            boolean weekdays,
            int strength) {
        int length = until - from > 12 ? 8 : 6;
        int turn = random.nextInt(readers.size());
        LocalDate first = FROM.atZone(zone).toLocalDate().minusDays(1);
        for (int day = 0; day < DAYS + 3; day++) {
            LocalDate date = first.plusDays(day);
            boolean weekend = date.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue();
            if (weekdays && weekend) {
                continue;
            }
            for (int hour = from; hour < until; hour += length) {
                for (int i = 0; i < strength; i++) {
                    ZonedDateTime begin = date.atTime(hour, 0).atZone(zone);
                    shifts.add(
                            readers.get(turn++ % readers.size()),
                            begin.toInstant(),
                            begin.plusHours(length).toInstant(),
                            Roster.Kind.DUTY);
                }
            }
        }
    }

    private List<Arrival> arrivals(Random random, int cases) {
        List<Arrival> all = new ArrayList<>(cases);
        Map<String, String> earlier = new HashMap<>();
        double day = cases / (double) DAYS / 12;
        long id = 0;
        for (int site = 0; site < 12; site++) {
            ZoneId zone = configuration.sites().get(site).timezone();
            for (int hour = 0; hour < DAYS * 24; hour++) {
                Instant begin = FROM.plus(Duration.ofHours(hour));
                ZonedDateTime local = begin.atZone(zone);
                DayOfWeek weekday = local.getDayOfWeek();
                double week = weekday == DayOfWeek.MONDAY ? 1.2 : weekday.getValue() > 5 ? 0.65 : 1.1;
                int count = poisson(random, day / 24 * HOURS[local.getHour()] * week);
                for (int i = 0; i < count; i++) {
                    all.add(arrival(random, ++id, "site" + site, begin.plusSeconds(random.nextInt(3600)), earlier));
                }
            }
        }
        all.sort(Comparator.comparing(Arrival::at).thenComparing(Arrival::id));
        return all;
    }

    private static Arrival arrival(Random random, long id, String site, Instant at, Map<String, String> earlier) {
        int dice = random.nextInt(100);
        String modality = dice < 45 ? "CR" : dice < 73 ? "CT" : dice < 85 ? "US" : dice < 95 ? "MR" : "MG";
        int urgency = random.nextInt(100);
        Priority priority = "MG".equals(modality)
                ? Priority.ROUTINE
                : urgency < 10 ? Priority.STAT : urgency < 30 ? Priority.ASAP : Priority.ROUTINE;
        String patientClass = priority == Priority.ROUTINE && random.nextInt(3) > 0 ? "O" : "I";
        CaseFacts facts = new CaseFacts(
                site,
                "archive",
                priority,
                false,
                new CaseFacts.OrderFacts(modality, "", "", "", "", patientClass, "ref" + random.nextInt(40)),
                new CaseFacts.StudyFacts(List.of(modality), "", "", null, 100, at),
                new CaseFacts.PatientFacts(null, ""));
        return new Arrival(id, at, facts, Duration.ofSeconds(20 + random.nextInt(160)), null);
    }

    /** The cases as a replay is told of them: nothing of what happened is known. */
    List<Replay.Past> past() {
        return arrivals.stream()
                .map(a -> new Replay.Past(a.id(), a.at(), a.facts(), a.transfer(), null))
                .toList();
    }

    /** The same with one rule more at the top: urgent cases of the first site go to its region at once. */
    Configuration draft() {
        List<Rule> rules = new ArrayList<>(configuration.rules());
        rules.add(
                0,
                new Rule(
                        "urgent to the region",
                        true,
                        "priority == 'STAT' && site.name == 'site0'",
                        new Rule.Then("regional0", null, null, null, false, null, false, "")));
        return with(rules);
    }

    Configuration with(List<Rule> rules) {
        return new Configuration(
                2,
                configuration.sites(),
                configuration.senders(),
                configuration.archives(),
                configuration.destinations(),
                configuration.groups(),
                configuration.readers(),
                configuration.rosters(),
                configuration.contracts(),
                configuration.ladders(),
                rules);
    }

    private static int poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** People as they are: no decision is told. */
    World world() {
        Map<String, Double> median = new HashMap<>();
        Random random = new Random(seed + 2);
        configuration.readers().forEach(reader -> median.put(reader.name(), 9 * Math.exp(0.3 * random.nextGaussian())));
        Map<String, List<Instant>> outages = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            String group = configuration.groups().get(random.nextInt(19)).name();
            outages.computeIfAbsent(group, g -> new ArrayList<>())
                    .add(FROM.plusSeconds((long) (random.nextDouble() * DAYS * 86_400)));
        }
        return new World() {
            @Override
            public double minutes(String reader, long caseId, double rvu) {
                double draw = new Random(seed * 31 + caseId * 1_000_003L + reader.hashCode()).nextGaussian();
                return Math.max(0.5, median.get(reader) * rvu * Math.exp(0.45 * draw));
            }

            @Override
            public boolean absent(String reader, Instant shift) {
                return new Random(seed ^ reader.hashCode() * 37L ^ shift.getEpochSecond()).nextInt(25) == 0;
            }

            @Override
            public Instant linkFrom(String group, Instant moment) {
                for (Instant begin : outages.getOrDefault(group, List.of())) {
                    Instant end = begin.plus(Duration.ofHours(4));
                    if (!moment.isBefore(begin) && moment.isBefore(end)) {
                        return end;
                    }
                }
                return moment;
            }
        };
    }
}
