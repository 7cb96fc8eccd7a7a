/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.Choice.Reason;
import org.overread.shared.Priority;

/** One site, two groups and readers as a test names them, on a Tuesday. */
abstract class ChoiceOfReaders {
    /** A Tuesday, 13:00 in Berlin. */
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    static final Site SITE = new Site("north", ZoneId.of("Europe/Berlin"), "NORTH", "", "DE", false, Map.of());
    static final Group HOUSE = group("house", Group.Assignment.PUSH);
    static final Group FAR = group("far", Group.Assignment.PULL);

    final FilterThenScore choice = new FilterThenScore();
    final FixedDuties duties = new FixedDuties();

    static Map<String, Reason> reasons(Choice choice) {
        return choice.excluded().stream()
                .collect(java.util.stream.Collectors.toMap(Choice.Excluded::reader, Choice.Excluded::reason));
    }

    static Readers able(String name) {
        return Readers.named(name).specialties("neuro", "chest").languages("de", "en");
    }

    Choice choose(ChoiceFacts facts, Reader... readers) {
        return choose(facts, Map.of(), readers);
    }

    Choice choose(ChoiceFacts facts, Map<String, ReaderLoad> loads, Reader... readers) {
        return choice.choose(facts, configuration(List.of(), readers), duties, loads, NOW);
    }

    static Configuration configuration(List<Contract> contracts, Reader... readers) {
        return new Configuration(
                1,
                List.of(SITE),
                List.of(),
                List.of(),
                List.of(),
                List.of(HOUSE, FAR),
                Arrays.asList(readers),
                List.of(),
                contracts,
                List.of(),
                List.of());
    }

    static Group group(String name, Group.Assignment assignment) {
        return new Group(name, Group.Tier.LOCAL, ZoneOffset.UTC, null, Set.of(), null, assignment, null);
    }

    static ChoiceFacts facts(Rule.Needs needs) {
        return facts(needs, "earlier");
    }

    static ChoiceFacts facts(Rule.Needs needs, @Nullable String earlier) {
        return new ChoiceFacts(
                7,
                "north",
                "DE",
                "CT",
                Priority.ROUTINE,
                needs,
                1.2,
                0,
                NOW.plusSeconds(86_400),
                "Dr Referrer",
                Set.of("declined"),
                earlier,
                List.of("house", "far"));
    }
}
