/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import jakarta.enterprise.context.Dependent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.Group;
import org.overread.routing.Choice.Excluded;
import org.overread.routing.Choice.GroupAsked;
import org.overread.routing.Choice.Outcome;

/**
 * Asks the candidate groups in their order. Within one, who may not is left out with the reason; of the others the lowest
 * score has it, then the lowest name. Who is on call is looked at only when nobody on duty can. The first group whose best
 * reader is forecast to be in time has the case; when none is, the one that is least late.
 */
@Dependent
class FilterThenScore implements ReaderChoice {
    private final PerConfiguration<Staff> staff = new PerConfiguration<>(Staff::new);

    @Override
    public Choice choose(
            ChoiceFacts facts, Configuration configuration, Duties duties, Map<String, ReaderLoad> loads, Instant now) {
        Staff known = staff.of(configuration);
        List<GroupAsked> asked = new ArrayList<>(facts.groups().size());
        List<Candidates> looked = new ArrayList<>(facts.groups().size());
        Candidates best = null;
        double late = 0;
        for (String name : facts.groups()) {
            Group group = known.group(name);
            Staff.Terms terms = group == null
                    ? new Staff.Terms("the configuration has no group of that name", 0)
                    : known.terms(group, facts.site(), facts.modality(), now);
            asked.add(new GroupAsked(name, terms.obstacle()));
            if (!terms.obstacle().isEmpty()) {
                continue;
            }
            Roll roll = known.of(name);
            if (roll.size() == 0 && best == null) {
                return new Choice(new Outcome.Whole(name), asked, List.of(), excluded(looked, null));
            }
            Score score = new Score(facts, Weights.STANDARD, terms.price(), now);
            Candidates found = new Candidates(name, roll, score, new Sieve(roll, facts, known, now), duties, loads);
            looked.add(found);
            if (found.nobody()) {
                continue;
            }
            double by = found.late();
            if (best == null || by < late) {
                best = found;
                late = by;
            }
            if (late == 0) {
                break;
            }
        }
        return best == null
                ? new Choice(nobody(looked, duties), asked, List.of(), excluded(looked, null))
                : new Choice(
                        outcome(known.group(best.group()), best),
                        asked,
                        new WhenRead<>(best::ranked),
                        excluded(looked, best));
    }

    private static List<Excluded> excluded(List<Candidates> looked, @Nullable Candidates best) {
        return new WhenRead<>(() -> {
            List<Excluded> all = new ArrayList<>();
            looked.forEach(one -> one.write(all, one != best));
            return all;
        });
    }

    /** Waits for the group whose reader comes on duty first. */
    private static Outcome nobody(List<Candidates> looked, Duties duties) {
        String soonest = null;
        Instant next = null;
        for (Candidates one : looked) {
            Instant duty = one.nextDuty(duties);
            if (soonest == null || (duty != null && (next == null || duty.isBefore(next)))) {
                soonest = one.group();
                next = duty;
            }
        }
        return new Outcome.Nobody(soonest, next);
    }

    private static Outcome outcome(@Nullable Group chosen, Candidates best) {
        Group group = Objects.requireNonNull(chosen);
        return group.assignment() == Group.Assignment.PUSH
                ? new Outcome.Assigned(group.name(), best.best())
                : new Outcome.Offered(group.name(), new WhenRead<>(best::names));
    }

    @Override
    public Optional<Excluded> obstacle(ChoiceFacts facts, Configuration configuration, String reader, Instant now) {
        return configuration.reader(reader).flatMap(found -> {
            Roll alone = new Roll(List.of(found));
            Sieve sieve = new Sieve(alone, facts, staff.of(configuration), now).lasting();
            String group = found.groups().stream().sorted().findFirst().orElse("");
            return Optional.ofNullable(sieve.reason(0))
                    .map(reason -> new Excluded(group, reader, reason, sieve.detail(0, reason)));
        });
    }

    @Override
    public List<String> able(ChoiceFacts facts, Configuration configuration, String group, Instant now) {
        Staff known = staff.of(configuration);
        Roll roll = known.of(group);
        Sieve sieve = new Sieve(roll, facts, known, now).lasting();
        List<String> able = new ArrayList<>();
        for (int i = 0; i < roll.size(); i++) {
            if (sieve.reason(i) == null) {
                able.add(roll.names[i]);
            }
        }
        return able;
    }
}
