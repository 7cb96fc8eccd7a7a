/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.Ladder;

/** To whom a step of a ladder leads, or why to nobody. */
@ApplicationScoped
class NextGroup {
    private final CaseMove move;

    @Inject
    NextGroup(CaseMove move) {
        this.move = move;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected NextGroup() {
        this.move = null;
    }

    Optional<Group> of(ReadingCase found, Ladder.Step step, Configuration current) {
        if (step.group() == null) {
            return step.tier() == null ? Optional.empty() : move.next(found, step.tier(), current);
        }
        return current.group(step.group())
                .filter(g -> !g.name().equals(found.ownerGroup()))
                .filter(g -> CaseMove.obstacle(current, found.site(), g).isEmpty());
    }

    static String nobody(ReadingCase found, Ladder.Step step, Configuration current) {
        if (step.group() == null) {
            return "no other " + String.valueOf(step.tier()).toLowerCase(Locale.ROOT)
                    + " group may have a case of this site";
        }
        if (step.group().equals(found.ownerGroup())) {
            return step.group() + " has it already";
        }
        return current.group(step.group())
                .flatMap(g -> CaseMove.obstacle(current, found.site(), g))
                .map(why -> step.group() + " may not have it, " + why)
                .orElse("there is no group " + step.group());
    }
}
