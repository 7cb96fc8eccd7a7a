/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request's body that the calling thread writes while the client sends it. Reading from a source and sending to a
 * destination then happen in the caller's sight: whose failure it was is never guessed, and a body that breaks off is
 * never mistaken for one that ended (the JDK's stream publisher takes an exception for the end).
 */
final class PushedBody implements HttpRequest.BodyPublisher {
    private static final int CHUNK = 64 * 1024;

    private final Semaphore demand = new Semaphore(0);
    private volatile Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private volatile boolean cancelled;

    /** Unknown beforehand: sent in chunks (RFC 9112 section 7.1). */
    @Override
    public long contentLength() {
        return -1;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> given) {
        boolean again = subscriber != null;
        subscriber = given;
        given.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                demand.release((int) Math.min(count, 1024));
            }

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
        if (again) {
            cancelled = true;
            given.onError(new IOException("this body can be sent once only"));
        }
    }

    /** Ends the body properly. */
    void complete() {
        Flow.Subscriber<? super ByteBuffer> to = subscriber;
        if (to != null && !cancelled) {
            to.onComplete();
        }
    }

    /** Breaks it off, so that the receiver can tell that it is not whole. */
    void abort(IOException reason) {
        Flow.Subscriber<? super ByteBuffer> to = subscriber;
        if (to != null && !cancelled) {
            to.onError(reason);
        }
    }

    /** The destination did not take any more: it answered, closed, or stands still. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean still;

        Stopped(boolean still) {
            super(still ? "no byte taken" : "ended");
            this.still = still;
        }

        boolean isStill() {
            return still;
        }
    }

    /** Where to write. Not buffered beyond one chunk; blocks while the destination is busy. */
    final class Output extends OutputStream {
        private final Future<?> answer;
        private final Duration idle;
        private byte[] chunk = new byte[CHUNK];
        private int size;

        Output(Future<?> answer, Duration idle) {
            this.answer = answer;
            this.idle = idle;
        }

        @Override
        public void write(int single) throws IOException {
            if (size == CHUNK) {
                flush();
            }
            chunk[size++] = (byte) single;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (size == CHUNK) {
                    flush();
                }
                int count = Math.min(length - done, CHUNK - size);
                System.arraycopy(from, offset + done, chunk, size, count);
                size += count;
                done += count;
            }
        }

        @Override
        public void flush() throws IOException {
            if (size == 0) {
                return;
            }
            awaitDemand();
            Flow.Subscriber<? super ByteBuffer> to = subscriber;
            if (to != null) {
                to.onNext(ByteBuffer.wrap(chunk, 0, size));
            }
            chunk = new byte[CHUNK];
            size = 0;
        }

        private void awaitDemand() throws Stopped {
            long end = System.nanoTime() + idle.toNanos();
            try {
                while (!demand.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                    if (answer.isDone() || cancelled) {
                        throw new Stopped(false);
                    }
                    if (System.nanoTime() - end > 0) {
                        throw new Stopped(true);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped(false);
            }
        }
    }
}
