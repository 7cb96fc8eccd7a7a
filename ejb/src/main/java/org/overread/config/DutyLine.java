/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.overread.config.Duties.Duty;
import org.overread.config.Duties.State;

/** What one reader does from moment to moment: pieces that do not overlap. Immutable. */
final class DutyLine {
    private final long[] begins;
    private final Duty[] duties;

    private DutyLine(long[] begins, Duty[] duties) {
        this.begins = begins;
        this.duties = duties;
    }

    /** @param shifts of one reader, by beginning */
    static DutyLine of(List<Worked> shifts) {
        TreeSet<Instant> bounds = new TreeSet<>();
        for (Worked shift : shifts) {
            bounds.add(shift.from());
            bounds.add(shift.until());
            shift.breaks().forEach(pause -> {
                bounds.add(pause.from());
                bounds.add(pause.until());
            });
        }
        List<Worked> running = new ArrayList<>();
        List<Instant> begins = new ArrayList<>();
        List<Duty> duties = new ArrayList<>();
        int next = 0;
        for (Instant bound : bounds) {
            running.removeIf(shift -> !shift.until().isAfter(bound));
            while (next < shifts.size() && !shifts.get(next).from().isAfter(bound)) {
                running.add(shifts.get(next++));
            }
            Duty duty = duty(running, bound);
            if (duties.isEmpty() || !duties.get(duties.size() - 1).equals(duty)) {
                begins.add(bound);
                duties.add(duty);
            }
        }
        return new DutyLine(begins.stream().mapToLong(Instant::getEpochSecond).toArray(), duties.toArray(Duty[]::new));
    }

    /** Of shifts that run at once: duty before on call, a break before work, the earlier before the later. */
    private static Duty duty(List<Worked> running, Instant moment) {
        for (Roster.Kind kind : Roster.Kind.values()) {
            Worked first = null;
            for (Worked shift : running) {
                if (shift.kind() != kind) {
                    continue;
                }
                for (Worked.Pause pause : shift.breaks()) {
                    if (!moment.isBefore(pause.from()) && moment.isBefore(pause.until())) {
                        return new Duty(State.ON_BREAK, shift.from(), pause.until());
                    }
                }
                first = first == null ? shift : first;
            }
            if (first != null) {
                State state = kind == Roster.Kind.DUTY ? State.ON_DUTY : State.ON_CALL;
                return new Duty(state, first.from(), first.until());
            }
        }
        return Duty.OFF;
    }

    Duty at(Instant moment) {
        int piece = piece(moment);
        return piece < 0 ? Duty.OFF : duties[piece];
    }

    /** Beginning of the next piece of work, or the moment itself when it lies in one. */
    Optional<Instant> next(Instant moment) {
        int piece = piece(moment);
        if (piece >= 0 && works(duties[piece])) {
            return Optional.of(moment);
        }
        for (int i = piece + 1; i < duties.length; i++) {
            if (works(duties[i])) {
                return Optional.of(Instant.ofEpochSecond(begins[i]));
            }
        }
        return Optional.empty();
    }

    private static boolean works(Duty duty) {
        return duty.state() == State.ON_DUTY || duty.state() == State.ON_CALL;
    }

    /** The piece that holds the moment; -1 before the first. */
    private int piece(Instant moment) {
        int found = Arrays.binarySearch(begins, moment.getEpochSecond());
        return found >= 0 ? found : -found - 2;
    }
}
