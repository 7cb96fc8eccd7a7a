/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.config.Duties;
import org.overread.config.Reader;
import org.overread.routing.Choice.Excluded;
import org.overread.routing.Choice.Reason;

/**
 * One group's readers and one case: who may have it, and of each other the first reason why not, kept as a code. What
 * lasts is looked at for all readers at once, what changes from hour to hour for those who are left.
 */
final class Sieve {
    private static final Reason[] REASONS = Reason.values();

    final Roll roll;
    private final ChoiceFacts facts;
    private final Staff staff;
    private final Instant now;
    private final Instant readBy;

    /** Who is left. */
    private final long[] open;

    /** By reader: 0 = may have it, else one more than the ordinal of the reason why not. */
    private final byte[] reasons;

    Sieve(Roll roll, ChoiceFacts facts, Staff staff, Instant now) {
        this.roll = roll;
        this.facts = facts;
        this.staff = staff;
        this.now = now;
        this.readBy = facts.dueAt().isAfter(now) ? facts.dueAt() : now;
        this.open = new long[Bits.words(roll.size())];
        this.reasons = new byte[roll.size()];
    }

    /** Looks at what holds at every hour. */
    Sieve lasting() {
        for (int i = 0; i < roll.size(); i++) {
            Bits.set(open, i);
        }
        keep(roll.privileged.of(facts.site()), Reason.PRIVILEGE);
        keep(roll.reading.of(facts.modality()), Reason.MODALITY);
        for (String specialty : facts.needs().specialties()) {
            keep(roll.specialised.of(specialty), Reason.SPECIALTY);
        }
        String language = facts.needs().language();
        if (language != null) {
            keep(roll.speaking.of(language), Reason.LANGUAGE);
        }
        if (!facts.jurisdiction().isEmpty()) {
            keep(roll.licensed(facts.jurisdiction()), Reason.LICENCE);
            keep(roll.licensed(facts.jurisdiction(), now, readBy), Reason.LICENCE_EXPIRED);
        }
        if (!facts.referrer().isEmpty()) {
            drop(roll.conflicting.of(facts.referrer()), Reason.CONFLICT);
        }
        drop(roll.barredFrom.of(facts.site()), Reason.CONFLICT_SITE);
        if (roll.anyPerson || !facts.own().isEmpty()) {
            own();
        }
        return this;
    }

    private void own() {
        for (int i = 0; i < roll.size(); i++) {
            boolean left = (open[i >> 6] & (1L << i)) != 0;
            if (left
                    && (facts.own().contains(roll.names[i])
                            || roll.readers.get(i).is(facts.referrer()))) {
                exclude(i, Reason.OWN_CASE);
            }
        }
    }

    /** Looks at the hour and the load. @param loads by the reader's place in the group */
    Sieve momentary(Duties duties, @Nullable ReaderLoad[] loads) {
        for (int word = 0; word < open.length; word++) {
            for (long bits = open[word]; bits != 0; bits &= bits - 1) {
                int i = (word << 6) + Long.numberOfTrailingZeros(bits);
                Reason reason = momentary(roll.readers.get(i), duties, loads[i]);
                if (reason != null) {
                    exclude(i, reason);
                }
            }
        }
        return this;
    }

    private @Nullable Reason momentary(Reader reader, Duties duties, @Nullable ReaderLoad known) {
        if (facts.declinedBy().contains(reader.name())) {
            return Reason.DECLINED;
        }
        Duties.State state = duties.at(reader.name(), now).state();
        if (state == Duties.State.OFF) {
            return Reason.OFF_DUTY;
        }
        if (state == Duties.State.ON_BREAK) {
            return Reason.ON_BREAK;
        }
        if (!reader.supervisors().isEmpty() && !supervised(reader, duties)) {
            return Reason.SUPERVISOR;
        }
        ReaderLoad load = known == null ? ReaderLoad.IDLE : known;
        if (reader.parallel() > 0 && load.open() >= reader.parallel()) {
            return Reason.PARALLEL;
        }
        if (reader.rvuPerShift() > 0 && load.shiftRvu() + load.openRvu() + facts.rvu() > reader.rvuPerShift()) {
            return Reason.CAPACITY;
        }
        return state == Duties.State.ON_CALL ? Reason.ON_CALL : null;
    }

    private boolean supervised(Reader reader, Duties duties) {
        for (String supervisor : reader.supervisors()) {
            if (staff.knows(supervisor) && duties.at(supervisor, now).state() == Duties.State.ON_DUTY) {
                return true;
            }
        }
        return false;
    }

    /** Nobody on duty can: those on call may have it. @return whether there are any */
    boolean callIn() {
        boolean any = false;
        for (int i = 0; i < reasons.length; i++) {
            if (reasons[i] == 1 + Reason.ON_CALL.ordinal()) {
                reasons[i] = 0;
                Bits.set(open, i);
                any = true;
            }
        }
        return any;
    }

    /** When the first of those comes on duty who were left out for nothing but the hour; null = nobody known. */
    @Nullable
    Instant nextDuty(Duties duties) {
        Instant next = null;
        for (int i = 0; i < reasons.length; i++) {
            if (reasons[i] == 1 + Reason.OFF_DUTY.ordinal() || reasons[i] == 1 + Reason.ON_BREAK.ordinal()) {
                Instant duty = duties.next(roll.names[i], now).orElse(null);
                if (duty != null && (next == null || duty.isBefore(next))) {
                    next = duty;
                }
            }
        }
        return next;
    }

    /** Who is left, a bit a reader. Not to be changed by the caller. */
    long[] open() {
        return open;
    }

    /** Why not this one; null = may have it. */
    @Nullable
    Reason reason(int reader) {
        return reasons[reader] == 0 ? null : REASONS[reasons[reader] - 1];
    }

    /** Those left out, in the order of the document; who is on call comes last. */
    void write(String group, List<Excluded> into) {
        for (int i = 0; i < reasons.length; i++) {
            Reason reason = reason(i);
            if (reason != null && reason != Reason.ON_CALL) {
                into.add(new Excluded(group, roll.names[i], reason, detail(i, reason)));
            }
        }
        for (int i = 0; i < reasons.length; i++) {
            if (reason(i) == Reason.ON_CALL) {
                into.add(new Excluded(group, roll.names[i], Reason.ON_CALL, ""));
            }
        }
    }

    /** What the reason is about. */
    String detail(int i, Reason reason) {
        Reader reader = roll.readers.get(i);
        return switch (reason) {
            case MODALITY -> facts.modality();
            case LANGUAGE -> String.valueOf(facts.needs().language());
            case LICENCE -> facts.jurisdiction();
            case LICENCE_EXPIRED ->
                LocalDate.ofInstant(now, reader.timezone()) + " to " + LocalDate.ofInstant(readBy, reader.timezone());
            case PARALLEL -> Integer.toString(reader.parallel());
            case CAPACITY -> Double.toString(reader.rvuPerShift());
            default -> "";
        };
    }

    private void keep(long[] passing, Reason reason) {
        for (int word = 0; word < open.length; word++) {
            exclude(word, open[word] & ~passing[word], reason);
        }
    }

    private void drop(long[] hit, Reason reason) {
        for (int word = 0; word < open.length; word++) {
            exclude(word, open[word] & hit[word], reason);
        }
    }

    private void exclude(int word, long bits, Reason reason) {
        open[word] &= ~bits;
        for (long left = bits; left != 0; left &= left - 1) {
            reasons[(word << 6) + Long.numberOfTrailingZeros(left)] = (byte) (1 + reason.ordinal());
        }
    }

    private void exclude(int i, Reason reason) {
        exclude(i >> 6, 1L << i, reason);
    }
}
