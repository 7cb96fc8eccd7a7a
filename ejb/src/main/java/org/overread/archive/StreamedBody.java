/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as a stream that holds a few buffers and gives up on a peer that goes silent: the JDK's own has no
 * time limit once the headers are there.
 */
final class StreamedBody implements HttpResponse.BodySubscriber<InputStream> {
    private static final List<ByteBuffer> END = List.of();
    private static final int AHEAD = 8;

    private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private final Duration idle;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    StreamedBody(Duration idle) {
        this.idle = idle;
    }

    static HttpResponse.BodyHandler<InputStream> handler(Duration idle) {
        return info -> new StreamedBody(idle);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(buffers);
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        arrived.add(END);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(new Stream());
    }

    private final class Stream extends InputStream {
        private final Deque<ByteBuffer> current = new ArrayDeque<>();
        private boolean ended;

        @Override
        public int read() throws IOException {
            ByteBuffer buffer = filled();
            return buffer == null ? -1 : buffer.get() & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            ByteBuffer buffer = filled();
            if (buffer == null) {
                return -1;
            }
            int count = Math.min(length, buffer.remaining());
            buffer.get(into, offset, count);
            return count;
        }

        private @Nullable ByteBuffer filled() throws IOException {
            while (!ended) {
                ByteBuffer buffer = current.peek();
                if (buffer == null) {
                    next();
                } else if (buffer.hasRemaining()) {
                    return buffer;
                } else {
                    current.remove();
                }
            }
            return null;
        }

        private void next() throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            List<ByteBuffer> buffers;
            try {
                buffers = arrived.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new IOException("interrupted", e);
            }
            if (buffers == null) {
                close();
                throw new HttpTimeoutException("silent");
            }
            if (buffers == END) { // NOPMD identity is meant
                ended = true;
                Throwable thrown = failure;
                if (closed || thrown != null) {
                    throw new IOException("broken off", thrown);
                }
                return;
            }
            current.addAll(buffers);
            Flow.Subscription to = subscription;
            if (to != null) {
                to.request(1);
            }
        }

        @Override
        public void close() {
            closed = true;
            Flow.Subscription to = subscription;
            if (!ended && to != null) {
                to.cancel();
            }
            arrived.add(END);
        }
    }
}
