/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.overread.reading.CaseGuests;
import org.overread.timeline.TimelineCursor;
import org.overread.timeline.TimelineEntry;

/**
 * One page that follows the timeline. Nothing here ever waits for its network: what it has not taken yet is kept up to
 * a bound, and one that stays behind it is closed. It comes back with the last id it saw and has missed nothing.
 */
final class Follower implements WriteListener {
    /** How much may wait for a slow page. */
    static final int BOUND = 256 << 10;

    /**
     * A page opens its stream anew after this time, so that a lost right ends it too. With a token that lives for 30 s, a
     * role that was taken ends the last stream within a minute.
     */
    static final Duration LONGEST = Duration.ofSeconds(25);

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final BiPredicate<TimelineEntry, CaseGuests.Seen> maySee;
    private final long startedAt = System.nanoTime();
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean writable;
    private boolean dirty;
    private boolean closed;
    private boolean greeted;
    private @Nullable TimelineCursor position;

    Follower(
            AsyncContext context, @Nullable TimelineCursor position, BiPredicate<TimelineEntry, CaseGuests.Seen> maySee)
            throws IOException {
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.position = position;
        this.maySee = maySee;
    }

    /** From now on the container says when the network takes more; the first time once the request was handed over. */
    void begin() {
        out.setWriteListener(this);
    }

    /** How far this page was served; null as long as it has not begun. Used by the poller's thread alone. */
    @Nullable
    TimelineCursor position() {
        return position;
    }

    /** Whether it is the first time that somebody asks. */
    boolean isNew() {
        boolean first = !greeted;
        greeted = true;
        return first;
    }

    void moveTo(TimelineCursor cursor) {
        position = cursor;
    }

    /** Shows one entry if this caller may see it, as one of the site or group, or as a guest of the case. */
    void show(TimelineEntry entry, CaseGuests.Seen guests) {
        position = entry.cursor();
        if (maySee.test(entry, guests)) {
            offer(EventText.of(entry));
        }
    }

    /** Queues a text and writes as much as the network takes now. */
    synchronized void offer(String text) {
        if (closed) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (waitingBytes + bytes.length > BOUND) {
            close();
            return;
        }
        waiting.add(bytes);
        waitingBytes += bytes.length;
        write();
    }

    @Override
    public synchronized void onWritePossible() {
        writable = true;
        write();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    private void write() {
        try {
            while (writable && !closed && out.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    waitingBytes -= next.length;
                    out.write(next);
                    dirty = true;
                } else if (dirty) {
                    dirty = false;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
        }
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            waiting.clear();
            try {
                context.complete();
            } catch (RuntimeException e) {
                // the container was faster, or its listeners found the session gone: somebody logged out
            }
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    boolean isOld() {
        return System.nanoTime() - startedAt > LONGEST.toNanos();
    }
}
