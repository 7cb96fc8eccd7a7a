/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import jakarta.enterprise.context.Dependent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

/**
 * Asks the candidate groups in their order. Within one, who may not is left out with the reason; of the others the lowest
 * score has it, then the lowest name. Who is on call is looked at only when nobody on duty can. The first group whose best
 * reader is forecast to be in time has the case; when none is, the one that is least late.
 */
@Dependent
class FilterThenScore implements ReaderChoice {
    private static final Comparator<Ranked> BEST =
            Comparator.comparingDouble(Ranked::score).thenComparing(Ranked::reader);

    private @Nullable Staff staff;

    @Override
    public Choice choose(
            ChoiceFacts facts, Configuration configuration, Duties duties, Map<String, ReaderLoad> loads, Instant now) {
        Staff known = staffOf(configuration);
        Filter filter = new Filter(facts, configuration, duties, now);
        Score score = new Score(facts, Weights.STANDARD, now);
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
            List<Reader> readers = known.of(name);
            if (readers.isEmpty() && best.isEmpty()) {
                return new Choice(new Outcome.Whole(name), asked, List.of(), excluded);
            }
            filter.begin();
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
                new Excluded(one.group(), one.reader(), Reason.LATE, Math.round(one.late()) + " minutes")));
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
            Filter filter,
            Score score,
            Map<String, ReaderLoad> loads,
            List<Excluded> excluded) {
        List<Ranked> duty = new ArrayList<>();
        List<Reader> onCall = new ArrayList<>();
        for (Reader reader : readers) {
            ReaderLoad load = loads.getOrDefault(reader.name(), ReaderLoad.IDLE);
            Filter.Answer answer = filter.ask(reader, load);
            if (answer.reason() != null) {
                excluded.add(new Excluded(group, reader.name(), answer.reason(), answer.detail()));
            } else if (answer.onCall()) {
                onCall.add(reader);
            } else {
                duty.add(score.of(group, reader, load, false));
            }
        }
        if (duty.isEmpty()) {
            onCall.forEach(reader ->
                    duty.add(score.of(group, reader, loads.getOrDefault(reader.name(), ReaderLoad.IDLE), true)));
        } else {
            onCall.forEach(reader -> excluded.add(new Excluded(group, reader.name(), Reason.ON_CALL, "")));
        }
        duty.sort(BEST);
        return duty;
    }

    @Override
    public Optional<Excluded> obstacle(ChoiceFacts facts, Configuration configuration, String reader, Instant now) {
        return configuration.reader(reader).flatMap(found -> {
            Filter.Answer answer = Filter.lasting(facts, configuration, now).askLasting(found);
            String group = found.groups().stream().sorted().findFirst().orElse("");
            return Optional.ofNullable(answer.reason())
                    .map(reason -> new Excluded(group, reader, reason, answer.detail()));
        });
    }

    @Override
    public List<String> able(ChoiceFacts facts, Configuration configuration, String group, Instant now) {
        Filter filter = Filter.lasting(facts, configuration, now);
        return staffOf(configuration).of(group).stream()
                .filter(reader -> filter.askLasting(reader).reason() == null)
                .map(Reader::name)
                .toList();
    }

    private Staff staffOf(Configuration configuration) {
        Staff known = staff;
        if (known == null || !known.isOf(configuration)) {
            known = new Staff(configuration);
            staff = known;
        }
        return known;
    }
}
