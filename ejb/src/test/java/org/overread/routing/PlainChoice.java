/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.routing.Choice.Excluded;
import org.overread.routing.Choice.GroupAsked;
import org.overread.routing.Choice.Outcome;
import org.overread.routing.Choice.Ranked;
import org.overread.routing.Choice.Reason;
import org.overread.shared.Counted;

/** {@link FilterThenScore} once more, straight from its words: what the fast one is compared with. */
final class PlainChoice {
    private static final Comparator<Ranked> BEST =
            Comparator.comparingDouble(Ranked::score).thenComparing(Ranked::reader);

    Choice choose(
            ChoiceFacts facts, Configuration configuration, Duties duties, Map<String, ReaderLoad> loads, Instant now) {
        Staff known = new Staff(configuration);
        PlainFilter filter = new PlainFilter(facts, configuration, duties, now);
        List<GroupAsked> asked = new ArrayList<>();
        List<Excluded> excluded = new ArrayList<>();
        List<Ranked> best = List.of();
        String soonest = null;
        Instant next = null;
        for (String name : facts.groups()) {
            Group group = known.group(name);
            String obstacle = group == null
                    ? "the configuration has no group of that name"
                    : known.obstacle(group, facts.site(), facts.modality(), now);
            asked.add(new GroupAsked(name, obstacle));
            if (!obstacle.isEmpty()) {
                continue;
            }
            List<Reader> readers = configuration.readersOf(name);
            if (readers.isEmpty() && best.isEmpty()) {
                return new Choice(new Outcome.Whole(name), asked, List.of(), excluded);
            }
            filter.begin();
            Score score = new Score(
                    facts,
                    Weights.STANDARD,
                    known.terms(group, facts.site(), facts.modality(), now).price(),
                    now);
            List<Ranked> ranked = rank(name, readers, filter, score, loads, excluded);
            Instant duty = filter.nextDuty();
            if (soonest == null || (duty != null && (next == null || duty.isBefore(next)))) {
                soonest = name;
                next = duty;
            }
            if (ranked.isEmpty()) {
                continue;
            }
            if (best.isEmpty() || ranked.get(0).late() < best.get(0).late()) {
                late(best, excluded);
                best = ranked;
            } else {
                late(ranked, excluded);
            }
            if (best.get(0).late() == 0) {
                break;
            }
        }
        return best.isEmpty()
                ? new Choice(new Outcome.Nobody(soonest, next), asked, List.of(), excluded)
                : new Choice(outcome(known.group(best.get(0).group()), best), asked, best, excluded);
    }

    private static void late(List<Ranked> ranked, List<Excluded> excluded) {
        ranked.forEach(one -> excluded.add(
                new Excluded(one.group(), one.reader(), Reason.LATE, Counted.of(Math.round(one.late()), "minute"))));
    }

    private static Outcome outcome(@Nullable Group chosen, List<Ranked> ranked) {
        Group group = Objects.requireNonNull(chosen);
        return group.assignment() == Group.Assignment.PUSH
                ? new Outcome.Assigned(group.name(), ranked.get(0).reader())
                : new Outcome.Offered(
                        group.name(), ranked.stream().map(Ranked::reader).toList());
    }

    private static List<Ranked> rank(
            String group,
            List<Reader> readers,
            PlainFilter filter,
            Score score,
            Map<String, ReaderLoad> loads,
            List<Excluded> excluded) {
        List<Ranked> duty = new ArrayList<>();
        List<Reader> onCall = new ArrayList<>();
        for (Reader reader : readers) {
            ReaderLoad load = loads.getOrDefault(reader.name(), ReaderLoad.IDLE);
            PlainFilter.Answer answer = filter.ask(reader, load);
            if (answer.reason() != null) {
                excluded.add(new Excluded(group, reader.name(), answer.reason(), answer.detail()));
            } else if (answer.onCall()) {
                onCall.add(reader);
            } else {
                duty.add(one(score, group, reader, load, false));
            }
        }
        if (duty.isEmpty()) {
            onCall.forEach(reader ->
                    duty.add(one(score, group, reader, loads.getOrDefault(reader.name(), ReaderLoad.IDLE), true)));
        } else {
            onCall.forEach(reader -> excluded.add(new Excluded(group, reader.name(), Reason.ON_CALL, "")));
        }
        duty.sort(BEST);
        return duty;
    }

    private static Ranked one(Score score, String group, Reader reader, ReaderLoad load, boolean onCall) {
        return new Ranked(
                group, reader.name(), score.late(load), score.of(reader, load), score.parts(reader, load), onCall);
    }
}
