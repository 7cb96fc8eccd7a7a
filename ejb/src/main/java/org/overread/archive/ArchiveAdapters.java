/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens archives from their settings, over one HTTP client: connections are kept and shared. Close it when the
 * application goes.
 */
public final class ArchiveAdapters implements AutoCloseable {
    private final ExecutorService threads;
    private final HttpClient client;

    public ArchiveAdapters(Duration connectTimeout) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "overread-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(threads)
                .build();
    }

    /** The adapter for what the settings say is there. Calls nothing. */
    public Archive open(ArchiveSettings settings) {
        return switch (settings.kind()) {
            case DCM4CHEE -> new Dcm4cheeArchive(settings, client);
            case DICOMWEB -> new DicomWebArchive(settings, client);
        };
    }

    HttpClient client() {
        return client;
    }

    /** Ends our threads; calls under way fail. The client's own selector thread ends once nothing refers to it. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
