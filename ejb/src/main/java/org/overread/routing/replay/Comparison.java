/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Group;

/** Two runs of the same cases and what happened, put beside one another. Holds a case until both runs told what became of it. */
final class Comparison {
    /** Changed cases that are listed; all are counted. */
    private static final int LISTED = 200;

    private final Configuration live;
    private final Configuration draft;
    private final Tally happened;
    private final Tally nows;
    private final Tally thens;
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final List<Changes.Changed> listed = new ArrayList<>();
    private Changes changes = Changes.NONE;
    private int changed;

    Comparison(Configuration live, Configuration draft) {
        this.live = live;
        this.draft = draft;
        this.happened = new Tally(live);
        this.nows = new Tally(live);
        this.thens = new Tally(draft);
    }

    private static final class Pair {
        final @Nullable String given;
        final Changes.@Nullable Fate happened;

        @Nullable
        String ruledLive;

        @Nullable
        String ruledDraft;

        boolean ruled;

        Changes.@Nullable Fate live;

        Changes.@Nullable Fate draft;

        Pair(@Nullable String given, Changes.@Nullable Fate happened) {
            this.given = given;
            this.happened = happened;
        }
    }

    /** A case, before either run takes it in. */
    void comes(Replay.Past one) {
        Changes.Fate fate = null;
        if (one.happened() != null) {
            Outcomes.Ended ended = ended(one, one.happened());
            happened.add(ended);
            fate = fate(ended, live);
        }
        pairs.put(one.id(), new Pair(one.group(), fate));
    }

    private Outcomes.Ended ended(Replay.Past one, Replay.Happened of) {
        long arrived = one.decidedAt().toEpochMilli();
        long at = of.readAt() == null ? arrived : of.readAt().toEpochMilli();
        double cost = of.readAt() == null
                ? 0
                : Placing.cost(
                        live,
                        one.facts().site(),
                        one.facts().modality(),
                        one.decidedAt(),
                        of.group(),
                        of.reader(),
                        of.rvu());
        return new Outcomes.Ended(
                one.id(),
                of.priority(),
                of.group(),
                of.reader(),
                of.rvu(),
                cost,
                at,
                of.readAt() == null ? Double.NaN : (at - arrived) / 60_000.0,
                of.late(),
                of.escalated() ? 1 : 0,
                of.group() == null);
    }

    /** To whom the rules of either give it. */
    void ruled(long id, @Nullable String byLive, @Nullable String byDraft) {
        Pair pair = pair(id);
        pair.ruledLive = byLive;
        pair.ruledDraft = byDraft;
        pair.ruled = true;
        changed += Objects.equals(byLive, byDraft) ? 0 : 1;
        settle(id, pair);
    }

    void live(Outcomes.Ended ended) {
        nows.add(ended);
        Pair pair = pair(ended.id());
        pair.live = fate(ended, live);
        settle(ended.id(), pair);
    }

    void draft(Outcomes.Ended ended) {
        thens.add(ended);
        Pair pair = pair(ended.id());
        pair.draft = fate(ended, draft);
        settle(ended.id(), pair);
    }

    private Pair pair(long id) {
        return Objects.requireNonNull(pairs.get(id));
    }

    private static Changes.Fate fate(Outcomes.Ended ended, Configuration of) {
        String group = ended.group();
        String tier = group == null
                ? null
                : of.group(group).map(Group::tier).map(Group.Tier::name).orElse(null);
        Double minutes = ended.unread() ? null : Math.round(ended.minutes() * 10) / 10.0;
        return new Changes.Fate(group, tier, ended.reader(), minutes, ended.breached());
    }

    private void settle(long id, Pair pair) {
        if (!pair.ruled || pair.live == null || pair.draft == null) {
            return;
        }
        pairs.remove(id);
        changes = changes.and(pair.live, pair.draft);
        boolean elsewhere = !Objects.equals(pair.ruledLive, pair.ruledDraft);
        if (listed.size() < LISTED && (elsewhere || pair.live.late() != pair.draft.late())) {
            listed.add(new Changes.Changed(
                    id, pair.given, pair.ruledLive, pair.ruledDraft, pair.happened, pair.live, pair.draft));
        }
    }

    Replay.Result result(int cases) {
        return new Replay.Result(
                cases, changed, changes, listed, happened.outcomes(), nows.outcomes(), thens.outcomes());
    }
}
