/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts;
import org.overread.config.Clocks;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.routing.Choice.Reason;
import org.overread.shared.Priority;

/**
 * The question of the bench, answered by hand: each rule a line of Java, each reader looked at once, no expression and no
 * index. It gives the same answer as the engine, with what the engine keeps: which rule matched and which did not, of
 * each reader the reason why not or the score, and the best.
 */
final class StraightLoop {
    private final Reader[] readers;
    private final Question[] rules;
    private final Duties duties;
    private final Map<String, ReaderLoad> loads;

    /** A rule's condition in Java. */
    interface Question {
        boolean holds(CaseFacts of, int age, String modality);
    }

    /** @param tried by rule, up to the one that matched @param reasons by reader; null = may have it */
    record Answer(boolean[] tried, int matched, @Nullable Reason[] reasons, double[] scores, int best) {}

    StraightLoop(Configuration of, List<Question> rules, Duties duties, Map<String, ReaderLoad> loads) {
        this.readers = of.readers().toArray(Reader[]::new);
        this.rules = rules.toArray(Question[]::new);
        this.duties = duties;
        this.loads = loads;
    }

    Answer answer(CaseFacts of, Instant now) {
        String modality = of.modality();
        int age = Period.between(of.patient().birthDate(), LocalDate.ofInstant(now, ZoneOffset.UTC))
                .getYears();
        boolean[] tried = new boolean[rules.length];
        int matched = 0;
        while (!(tried[matched] = rules[matched].holds(of, age, modality))) {
            matched++;
        }
        double rvu = Rvu.of(modality, Rule.Needs.NONE);
        Duration clock = Clocks.standard(of.priority(), of.order().patientClass());
        Instant due = of.study().completeAt().plus(clock);
        double left = Duration.between(now, due).toSeconds() / 60.0;
        Reason[] reasons = new Reason[readers.length];
        double[] scores = new double[readers.length];
        int best = -1;
        for (int i = 0; i < readers.length; i++) {
            Reader reader = readers[i];
            ReaderLoad load = loads.get(reader.name());
            reasons[i] = reason(reader, load, modality, rvu, now, due);
            if (reasons[i] == null) {
                scores[i] = score(reader, load, of.priority(), rvu, left);
                if (best < 0
                        || scores[i] < scores[best]
                        || (scores[i] == scores[best] && reader.name().compareTo(readers[best].name()) < 0)) {
                    best = i;
                }
            }
        }
        return new Answer(tried, matched, reasons, scores, best);
    }

    private @Nullable Reason reason(
            Reader reader, ReaderLoad load, String modality, double rvu, Instant now, Instant due) {
        if (!reader.modalities().isEmpty() && !reader.modalities().contains(modality)) {
            return Reason.MODALITY;
        }
        LocalDate today = LocalDate.ofInstant(now, reader.timezone());
        LocalDate last = LocalDate.ofInstant(due, reader.timezone());
        boolean any = false;
        boolean holds = false;
        for (Reader.Licence licence : reader.licences()) {
            if (licence.jurisdiction().equals("DE")) {
                any = true;
                holds |= licence.holdsOn(today) && licence.holdsOn(last);
            }
        }
        if (!holds) {
            return any ? Reason.LICENCE_EXPIRED : Reason.LICENCE;
        }
        if (duties.at(reader.name(), now).state() == Duties.State.OFF) {
            return Reason.OFF_DUTY;
        }
        if (reader.parallel() > 0 && load.open() >= reader.parallel()) {
            return Reason.PARALLEL;
        }
        if (reader.rvuPerShift() > 0 && load.shiftRvu() + load.openRvu() + rvu > reader.rvuPerShift()) {
            return Reason.CAPACITY;
        }
        return null;
    }

    private static double score(Reader reader, ReaderLoad load, Priority priority, double rvu, double left) {
        double queue = load.openRvu() * load.minutesPerRvu();
        double current = load.readingRvu() * load.minutesPerRvu() / 2;
        double ahead = priority == Priority.STAT ? Math.min(load.openStat() * 10 + current, queue) : queue - current;
        double late = Math.max(0, 1.5 * (ahead + rvu * load.minutesPerRvu()) - left);
        return queue + load.openStat() * 10 + late * 3 + reader.ratePerRvu() * rvu * 0.2 + load.dayRvu() * 0.5;
    }

    /** Whether the engine says the same of this case, to the last reader. */
    void compare(CaseFacts of, BenchShop.Decided decided, Instant now) {
        Answer answer = answer(of, now);
        List<RoutingDecision.RuleTried> trace = decided.decision().trace();
        boolean same = trace.size() == answer.matched() + 1;
        for (int i = 0; same && i < trace.size(); i++) {
            same = (trace.get(i).result() == RoutingDecision.Result.MATCHED) == answer.tried()[i];
        }
        for (Choice.Excluded excluded : decided.choice().excluded()) {
            same &= excluded.reason() == answer.reasons()[index(excluded.reader())];
        }
        for (Choice.Ranked ranked : decided.choice().ranked()) {
            int i = index(ranked.reader());
            same &= answer.reasons()[i] == null && Math.abs(answer.scores()[i] - ranked.score()) < 1e-6;
        }
        same &= decided.choice().ranked().size()
                == Arrays.stream(answer.reasons())
                        .filter(reason -> reason == null)
                        .count();
        if (!same
                || !new Choice.Outcome.Assigned("house", readers[answer.best()].name())
                        .equals(decided.choice().outcome())) {
            throw new IllegalStateException("the loop and the engine do not say the same");
        }
    }

    private static int index(String reader) {
        return Integer.parseInt(reader.substring("reader".length()));
    }
}
