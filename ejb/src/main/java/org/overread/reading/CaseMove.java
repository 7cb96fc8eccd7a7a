/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.study.Studies;

/**
 * Gives a case that nobody reads to a group, and takes it from the one that had it, in one transaction: one owner at any
 * moment. Its images are proven anew where the new group reads, and what was on its way to the former is stopped.
 */
@ApplicationScoped
class CaseMove {
    private final CaseRows rows;
    private final CaseWork work;
    private final Studies studies;
    private final StudyHandler images;
    private final CaseTimeline timeline;

    @Inject
    CaseMove(CaseRows rows, CaseWork work, Studies studies, StudyHandler images, CaseTimeline timeline) {
        this.rows = rows;
        this.work = work;
        this.studies = studies;
        this.images = images;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseMove() {
        this.rows = null;
        this.work = null;
        this.studies = null;
        this.images = null;
        this.timeline = null;
    }

    /**
     * What is told of the move.
     *
     * @param kind of the timeline's line
     * @param text begins the sentence; where the images go is added
     * @param reason kept with the ownership
     */
    record Told(String kind, String text, String reason, Map<String, ?> data) {}

    /** Whether the case is in a state in which it can go to another group. */
    static boolean movable(ReadingCase c) {
        return switch (c.state()) {
            case COMPLETE, ROUTED, AVAILABLE -> c.studyId() != null;
            case ARRIVING -> c.ownerGroup() != null;
            default -> false;
        };
    }

    /** Why a group may not have a case of the site: the same that keeps a rule from giving it; empty = it may. */
    static Optional<String> obstacle(Configuration current, String site, Group to) {
        if (!to.readsFor(site)) {
            return Optional.of("it does not read for the site");
        }
        return current.refusal(site, to.destination());
    }

    /** The first group of a tier that may have the case and did not have it before. */
    Optional<Group> next(ReadingCase c, Group.Tier tier, Configuration current) {
        Set<String> had = rows.formerOwners(c.id());
        return current.groups().stream()
                .filter(g -> g.tier() == tier && !had.contains(g.name()))
                .filter(g -> obstacle(current, c.site(), g).isEmpty())
                .findFirst();
    }

    /** Moves a case that {@link #movable can}; what else changes with it is in {@code change}. */
    void move(ReadingCase found, CaseChange change, Group to, Told told) {
        boolean arriving = found.state() == CaseState.ARRIVING;
        String destination = to.destination();
        rows.own(found.id(), to.name(), null, told.reason());
        if (found.state() != CaseState.ROUTED && !arriving) {
            change.state(CaseState.ROUTED);
        }
        rows.write(change.ownerGroup(to.name())
                .reader(null)
                .tier(to.tier().name().toLowerCase(Locale.ROOT))
                .triage(false)
                .destination(destination)
                .imageState(arriving ? found.imageState() : ImageState.COMPLETE)
                .instancesThere(0)
                .verification(null)
                .routedAt(rows.now())
                .done());
        if (found.destination() != null && !found.destination().equals(destination)) {
            work.stop(found.id());
        }
        ReadingCase moved = rows.lock(found.id()).orElseThrow();
        timeline.add(
                moved,
                told.kind(),
                told.text()
                        + (destination == null
                                ? ", which reads from the archive."
                                : "; its images go to " + destination + "."),
                data(found.ownerGroup(), to, told.data()));
        if (!arriving) {
            images.prove(
                    moved,
                    studies.load(Scope.system(), Objects.requireNonNull(moved.studyId()))
                            .orElseThrow());
        }
    }

    private static Map<String, Object> data(@Nullable String from, Group to, Map<String, ?> told) {
        Map<String, Object> all = new HashMap<>(told);
        all.put("from", from == null ? "" : from);
        all.put("group", to.name());
        return all;
    }

    /** The tiers outwards from one, in order. */
    static List<Group.Tier> beyond(@Nullable String tier) {
        List<Group.Tier> all = List.of(Group.Tier.values());
        for (Group.Tier known : all) {
            if (known.name().equalsIgnoreCase(tier)) {
                return all.subList(known.ordinal() + 1, all.size());
            }
        }
        return all;
    }
}
