/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.config.ConfigurationDrafts;
import org.overread.config.ConfigurationStore;
import org.overread.config.Finding;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.shared.OverreadException;

/** Tries a draft of the configuration on cases of the past, one replay after the other, beside everything else. */
@Stateless
@PermitAll
public class ConfigurationReplays {
    static final String KIND = "configuration.replay";

    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MOST = 100_000;
    private static final int USUAL_CASES = 10_000;
    private static final int MOST_LISTED = 100;

    private final ReplayRows rows;
    private final Work work;
    private final ConfigurationStore configuration;
    private final ConfigurationDrafts drafts;
    private final Clock clock;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public ConfigurationReplays() {
        this.rows = null;
        this.work = null;
        this.configuration = null;
        this.drafts = null;
        this.clock = null;
    }

    @Inject
    ConfigurationReplays(
            ReplayRows rows, Work work, ConfigurationStore configuration, ConfigurationDrafts drafts, Clock clock) {
        this.rows = rows;
        this.work = work;
        this.configuration = configuration;
        this.drafts = drafts;
        this.clock = clock;
    }

    record Asked(long replayId) {}

    /**
     * How far a replay is.
     *
     * @param liveVersion the configuration in force that the draft is held against
     * @param state WAITING, RUNNING, DONE or CANCELLED
     * @param done cases run so far, of both configurations together
     * @param total cases that are to be run by each; 0 before it runs
     * @param result null until it is done
     */
    public record Status(
            long id,
            String askedBy,
            Instant askedAt,
            int liveVersion,
            Instant from,
            Instant until,
            String state,
            long done,
            long total,
            @Nullable JsonNode result) {}

    /** What asking for one gives: its number, or what is wrong with the draft. */
    public record Begun(Optional<Status> status, List<Finding> findings) {}

    /**
     * @param draft the whole document, YAML or JSON
     * @param from first moment of the decisions; null = a week before {@code until}
     * @param until the end, not within; null = now
     * @param most at most so many cases; null = 10,000
     */
    public Begun ask(
            Scope scope, String draft, @Nullable Instant from, @Nullable Instant until, @Nullable Integer most) {
        Policy.mayConfigure(scope).orThrow();
        List<Finding> findings = drafts.read(draft).findings();
        if (!findings.isEmpty()) {
            return new Begun(Optional.empty(), findings);
        }
        Instant end = until == null ? clock.instant() : until;
        Instant begin = from == null ? end.minus(USUAL) : from;
        if (begin.isBefore(end.minus(LONGEST))) {
            begin = end.minus(LONGEST);
        }
        int cases = most == null ? USUAL_CASES : Math.max(1, Math.min(MOST, most));
        long id = rows.insert(scope.user(), configuration.current().version(), draft, begin, end, cases);
        // one key for all: one after the other, so that they never take more than one processor
        work.append(WorkItem.now(KIND, KIND, Lane.LONG, new Asked(id)));
        return new Begun(rows.load(id), List.of());
    }

    /**
     * A page of them, the latest first, without their results.
     *
     * @param next where the next page goes on; null = there is none
     */
    public record Page(List<Status> items, @Nullable String next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** @param cursor of a former page; null = from the latest on @throws OverreadException of kind BAD_REQUEST for no cursor of ours */
    public Page latest(Scope scope, int limit, @Nullable String cursor) {
        Policy.mayReadConfiguration(scope).orThrow();
        long before = Long.MAX_VALUE;
        if (cursor != null && !cursor.isEmpty()) {
            try {
                before = Long.parseLong(cursor);
            } catch (NumberFormatException e) {
                throw OverreadException.badRequest(ReadingMessages.MESSAGES.badCursor());
            }
        }
        int size = Math.max(1, Math.min(MOST_LISTED, limit));
        List<Status> found = rows.latest(before, size + 1);
        List<Status> items = found.subList(0, Math.min(size, found.size()));
        return new Page(
                items,
                found.size() > size ? Long.toString(items.get(items.size() - 1).id()) : null);
    }

    /** @throws OverreadException of kind NOT_FOUND when there is none of that number */
    public Status status(Scope scope, long id) {
        Policy.mayReadConfiguration(scope).orThrow();
        return rows.load(id).orElseThrow(() -> OverreadException.notFound(ReadingMessages.MESSAGES.noSuchReplay()));
    }

    /** Stops one that waits or runs; one that has ended stays as it is. */
    public Status cancel(Scope scope, long id) {
        Policy.mayConfigure(scope).orThrow();
        rows.cancel(id);
        return status(scope, id);
    }
}
