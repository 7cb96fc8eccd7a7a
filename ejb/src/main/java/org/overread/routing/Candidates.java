/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.config.Duties;
import org.overread.config.Reader;
import org.overread.routing.Choice.Excluded;
import org.overread.routing.Choice.Ranked;
import org.overread.routing.Choice.Reason;
import org.overread.shared.Counted;

/** One group's readers, sifted and scored for one case. What is said of each is written only when it is read. */
final class Candidates {
    private final String group;
    private final Sieve sieve;
    private final Score score;
    private final @Nullable ReaderLoad[] loads;
    private final double[] scores;
    private final boolean onCall;
    private int best = -1;

    Candidates(String group, Roll roll, Score score, Sieve sieve, Duties duties, Map<String, ReaderLoad> loads) {
        this.group = group;
        this.score = score;
        this.loads = new ReaderLoad[roll.size()];
        this.scores = new double[roll.size()];
        this.sieve = sieve.lasting();
        eachOpen(i -> this.loads[i] = loads.get(roll.names[i]));
        sieve.momentary(duties, this.loads);
        onCall = empty() && sieve.callIn();
        eachOpen(this::rate);
    }

    private interface Each {
        void at(int reader);
    }

    private void eachOpen(Each each) {
        long[] open = sieve.open();
        for (int word = 0; word < open.length; word++) {
            for (long bits = open[word]; bits != 0; bits &= bits - 1) {
                each.at((word << 6) + Long.numberOfTrailingZeros(bits));
            }
        }
    }

    private boolean empty() {
        for (long word : sieve.open()) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    private void rate(int reader) {
        scores[reader] = score.of(sieve.roll.readers.get(reader), load(reader));
        if (best < 0 || before(reader, best)) {
            best = reader;
        }
    }

    /** The lower score, then the name that comes first. */
    private boolean before(int reader, int other) {
        int byScore = Double.compare(scores[reader], scores[other]);
        return byScore < 0 || (byScore == 0 && sieve.roll.names[reader].compareTo(sieve.roll.names[other]) < 0);
    }

    private ReaderLoad load(int reader) {
        ReaderLoad known = loads[reader];
        return known == null ? ReaderLoad.IDLE : known;
    }

    String group() {
        return group;
    }

    /** Whether nobody of the group can have it. */
    boolean nobody() {
        return best < 0;
    }

    /** The best reader; not to be asked when there is nobody. */
    String best() {
        return sieve.roll.names[best];
    }

    /** Minutes by which the best would have it late. */
    double late() {
        return score.late(load(best));
    }

    /** When the first of those comes on duty who were left out for nothing but the hour; null = nobody known. */
    @Nullable
    Instant nextDuty(Duties duties) {
        return sieve.nextDuty(duties);
    }

    /** Who can have it, best first. */
    List<Ranked> ranked() {
        List<Ranked> all = new ArrayList<>();
        for (int i : order()) {
            Reader reader = sieve.roll.readers.get(i);
            ReaderLoad load = load(i);
            all.add(new Ranked(group, reader.name(), score.late(load), scores[i], score.parts(reader, load), onCall));
        }
        return all;
    }

    /** Their names, best first. */
    List<String> names() {
        return Arrays.stream(order()).map(i -> sieve.roll.names[i]).toList();
    }

    private Integer[] order() {
        List<Integer> open = new ArrayList<>();
        eachOpen(open::add);
        open.sort(Comparator.<Integer>comparingDouble(i -> scores[i]).thenComparing(i -> sieve.roll.names[i]));
        return open.toArray(Integer[]::new);
    }

    /** Who was left out, and if the whole group would be late, the others too. */
    void write(List<Excluded> into, boolean passedOver) {
        sieve.write(group, into);
        if (passedOver) {
            for (int i : order()) {
                into.add(new Excluded(
                        group,
                        sieve.roll.names[i],
                        Reason.LATE,
                        Counted.of(Math.round(score.late(load(i))), "minute")));
            }
        }
    }
}
