/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Settings;

/** The answers of archives that are under way on this node: how many, for whom, and that each of them moves. */
@ApplicationScoped
class ImageStreams {
    private static final int KNOWN = 20_000;
    private static final long CHECK_SECONDS = 5;

    private final UserLimits limits = new UserLimits(
            Settings.number("overread.dicomweb.per-user", 24),
            Settings.number("overread.dicomweb.together", 200),
            Settings.number("overread.dicomweb.per-second", 200),
            System::nanoTime);
    private final Duration client = Settings.duration("overread.dicomweb.slow-client", Duration.ofMinutes(1));
    private final Duration archive = Settings.duration("overread.archive.idle-timeout", Duration.ofMinutes(1));
    private final Set<ImageStream> streams = ConcurrentHashMap.newKeySet();
    private final Set<String> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KNOWN;
        }
    });

    @SuppressWarnings("NullAway.Init") // injected
    @Resource
    private ManagedScheduledExecutorService scheduler;

    private @Nullable ScheduledFuture<?> checking;

    UserLimits.Verdict begin(String user) {
        return limits.begin(user);
    }

    void end(String user) {
        limits.end(user);
    }

    /** An answer to a user who was granted one more; it ends that by itself. */
    ImageStream open(AsyncContext context, String user) throws IOException {
        ImageStream[] self = {null};
        ImageStream stream = new ImageStream(context, () -> {
            streams.remove(self[0]);
            limits.end(user);
        });
        self[0] = stream;
        streams.add(stream);
        watch();
        stream.open();
        return stream;
    }

    private synchronized void watch() {
        ScheduledFuture<?> running = checking;
        if (running == null || running.isDone()) {
            checking = scheduler.scheduleWithFixedDelay(this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void check() {
        streams.forEach(stream -> stream.check(archive, client));
        rest();
    }

    private synchronized void rest() {
        ScheduledFuture<?> running = checking;
        if (streams.isEmpty() && running != null) {
            running.cancel(false);
            checking = null;
        }
    }

    /** Whether it was proven lately that an archive holds this in that study. */
    boolean isKnown(String name) {
        synchronized (known) {
            return known.contains(name);
        }
    }

    /** What was proven; the oldest is forgotten for it. */
    void learn(String name) {
        synchronized (known) {
            known.add(name);
        }
    }

    @PreDestroy
    void stop() {
        synchronized (this) {
            ScheduledFuture<?> running = checking;
            if (running != null) {
                running.cancel(false);
            }
        }
        streams.forEach(ImageStream::close);
    }
}
