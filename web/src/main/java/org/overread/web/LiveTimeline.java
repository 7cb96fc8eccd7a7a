/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.overread.reading.CaseGuests;
import org.overread.shared.Failures;
import org.overread.timeline.Timeline;
import org.overread.timeline.TimelineCursor;
import org.overread.timeline.TimelineEntry;

/**
 * Follows the timeline for all pages of this node by one poll, and only while a page is open. It reads the table and not
 * the acts of its own node, so what another node committed is seen just as well.
 */
@ApplicationScoped
class LiveTimeline {
    static final int MOST_FOLLOWERS = 500;
    private static final int PAGE = 500;
    private static final int MOST_PAGES_BEHIND = 10;
    private static final long TICK_MILLIS = 500;
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Timeline timeline;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CaseGuests guests;

    @SuppressWarnings("NullAway.Init") // injected
    @Resource
    private ManagedScheduledExecutorService scheduler;

    private @Nullable ScheduledFuture<?> polling;
    private @Nullable TimelineCursor head;
    private long lastHeartbeat = System.nanoTime();
    private boolean failing;

    /** @return false when this node follows for as many pages as it can */
    synchronized boolean join(Follower follower) {
        if (followers.size() >= MOST_FOLLOWERS) {
            return false;
        }
        followers.add(follower);
        ScheduledFuture<?> running = polling;
        if (running == null || running.isDone()) {
            polling = scheduler.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private synchronized boolean restIfAlone() {
        followers.removeIf(Follower::isClosed);
        ScheduledFuture<?> running = polling;
        if (!followers.isEmpty() || running == null) {
            return false;
        }
        running.cancel(false);
        polling = null;
        head = null;
        return true;
    }

    /** A task that throws is never run again by its scheduler, and every page of this node would stand still. */
    private void tick() {
        try {
            if (!restIfAlone()) {
                followers.stream().filter(Follower::isOld).forEach(Follower::close);
                follow();
                beat();
            }
        } catch (RuntimeException e) {
            WebLog.LOG.timelineUnreadable(Failures.describe(e));
        }
    }

    private void follow() {
        try {
            TimelineCursor from = head == null ? timeline.now() : head;
            // those of now: one that joins in the middle is brought up by the next tick
            List<Follower> present = List.copyOf(followers);
            present.forEach(follower -> bringUp(follower, from));
            head = advance(from, present);
            failing = false;
        } catch (RuntimeException e) {
            // the database may be away for a while: say so once, keep the pages and go on
            if (!failing) {
                failing = true;
                WebLog.LOG.timelineUnreadable(Failures.describe(e));
            }
        }
    }

    /** Gives a page that has just come, or came back, what it missed up to where all others are. */
    private void bringUp(Follower follower, TimelineCursor to) {
        TimelineCursor position = follower.position();
        boolean isNew = follower.isNew();
        if (position == null) {
            follower.moveTo(to);
            follower.offer(EventText.begin(to));
            return;
        }
        if (isNew) {
            follower.offer(EventText.resume(position));
        }
        if (position.compareTo(to) >= 0) {
            return;
        }
        for (int page = 0; page < MOST_PAGES_BEHIND; page++) {
            List<TimelineEntry> missed = timeline.after(position, PAGE);
            CaseGuests.Seen seen = guestsOf(missed);
            for (TimelineEntry entry : missed) {
                if (entry.cursor().compareTo(to) > 0) {
                    follower.moveTo(to);
                    return;
                }
                follower.show(entry, seen);
                position = entry.cursor();
            }
            if (missed.size() < PAGE) {
                follower.moveTo(to);
                return;
            }
        }
        follower.moveTo(to);
        follower.offer(EventText.reset(to));
    }

    private TimelineCursor advance(TimelineCursor from, List<Follower> present) {
        TimelineCursor at = from;
        List<TimelineEntry> page;
        do {
            page = timeline.after(at, PAGE);
            CaseGuests.Seen seen = guestsOf(page);
            for (TimelineEntry entry : page) {
                at = entry.cursor();
                present.forEach(follower -> follower.show(entry, seen));
            }
        } while (page.size() == PAGE);
        TimelineCursor reached = at;
        present.forEach(follower -> follower.moveTo(reached));
        return reached;
    }

    /** One question for a page of steps, however many follow. */
    private CaseGuests.Seen guestsOf(List<TimelineEntry> page) {
        return guests.of(page.stream().map(TimelineEntry::subject).toList());
    }

    private void beat() {
        TimelineCursor at = head;
        if (at == null || System.nanoTime() - lastHeartbeat < TimeUnit.MILLISECONDS.toNanos(HEARTBEAT_MILLIS)) {
            return;
        }
        lastHeartbeat = System.nanoTime();
        for (Follower follower : followers) {
            follower.offer(EventText.heartbeat(at));
        }
    }

    @PreDestroy
    synchronized void stop() {
        ScheduledFuture<?> running = polling;
        if (running != null) {
            running.cancel(false);
            polling = null;
        }
        followers.forEach(Follower::close);
    }
}
