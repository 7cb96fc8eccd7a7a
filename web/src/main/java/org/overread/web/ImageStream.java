/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.overread.archive.DatasetStream;

/**
 * One answer of an archive on its way to a client. The archive is asked for the next piece when the client has taken the
 * last one, so that what is held is one piece and no thread waits for either. When the client goes, so does the request to the
 * archive. An archive that breaks off in the middle leaves an answer without its end: no closing boundary, no closing
 * bracket, or fewer bytes than were announced.
 */
final class ImageStream implements WriteListener, AsyncListener, BodySubscriber<Boolean> {
    private final AsyncContext context;
    private final HttpServletResponse response;
    private final ServletOutputStream out;
    private final Runnable released;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private @Nullable CompletableFuture<?> asked;
    private Flow.@Nullable Subscription subscription;
    private @Nullable DatasetStream datasets;
    private long progressAt = System.nanoTime();
    private boolean writable;
    private boolean begun;
    private boolean ending;
    private boolean closed;

    /** @param released run once when nothing more happens */
    ImageStream(AsyncContext context, Runnable released) throws IOException {
        this.context = context;
        this.response = (HttpServletResponse) context.getResponse();
        this.out = response.getOutputStream();
        this.released = released;
    }

    /** From now on the container says when the network takes more. */
    void open() {
        context.addListener(this);
        out.setWriteListener(this);
    }

    /** What is given up when the client goes before there is an answer. */
    synchronized void awaits(CompletableFuture<?> future) {
        asked = future;
        if (closed) {
            future.cancel(true);
        }
    }

    /**
     * The head of a good answer.
     *
     * @param length of the body; negative when it is not known
     * @param through what the body is put through; null = as it is
     */
    synchronized void begin(String contentType, long length, @Nullable DatasetStream through) {
        if (closed || begun) {
            return;
        }
        begun = true;
        datasets = through;
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(contentType);
        if (length >= 0 && through == null) {
            response.setContentLengthLong(length);
        }
    }

    /** The whole answer at once. */
    synchronized void whole(String contentType, byte[] body) {
        begin(contentType, body.length, null);
        last(body);
    }

    /** Says what went wrong, or breaks off what had begun. */
    synchronized void fail(ProblemBody problem) {
        if (begun) {
            close();
            return;
        }
        begun = true;
        byte[] body = problem.bytes();
        response.setStatus(problem.status());
        response.setContentType(ProblemBody.MEDIA_TYPE);
        response.setContentLength(body.length);
        last(body);
    }

    private void last(byte[] body) {
        waiting.add(body);
        ending = true;
        write();
    }

    @Override
    public CompletionStage<Boolean> getBody() {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        if (closed) {
            return;
        }
        progressAt = System.nanoTime();
        try {
            for (ByteBuffer buffer : buffers) {
                byte[] piece = new byte[buffer.remaining()];
                buffer.get(piece);
                byte[] passed = datasets == null ? piece : datasets.pass(piece);
                if (passed.length > 0) {
                    waiting.add(passed);
                }
            }
        } catch (IOException e) {
            broken("not what it should be");
            return;
        }
        write();
        if (!closed && waiting.isEmpty()) {
            more();
        }
    }

    @Override
    public synchronized void onComplete() {
        if (closed) {
            return;
        }
        subscription = null;
        try {
            last(datasets == null ? new byte[0] : datasets.end());
        } catch (IOException e) {
            broken("cut off");
        }
    }

    /** The archive's failure, or the container's: the two interfaces agree in its name. */
    @Override
    public synchronized void onError(Throwable failure) {
        close();
    }

    private void broken(String how) {
        WebLog.LOG.imagesBrokenOff(how);
        close();
    }

    private void more() {
        Flow.Subscription from = subscription;
        if (from != null) {
            from.request(1);
        }
    }

    @Override
    public synchronized void onWritePossible() {
        writable = true;
        boolean had = !waiting.isEmpty();
        write();
        if (had && !closed && waiting.isEmpty() && !ending) {
            more();
        }
    }

    private void write() {
        try {
            while (writable && !closed && out.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    out.write(next);
                    progressAt = System.nanoTime();
                } else {
                    if (ending) {
                        close();
                    }
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            close(); // the client has gone
        }
    }

    /** Ends what has not moved: an archive that fell silent, or a client that takes nothing. */
    synchronized void check(Duration archive, Duration client) {
        long still = System.nanoTime() - progressAt;
        if (closed) {
            return;
        }
        if (!waiting.isEmpty() && still > client.toNanos()) {
            close();
        } else if (waiting.isEmpty() && subscription != null && still > archive.toNanos()) {
            broken("silent");
        }
    }

    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        waiting.clear();
        Flow.Subscription from = subscription;
        if (from != null) {
            from.cancel();
        }
        CompletableFuture<?> future = asked;
        if (future != null) {
            future.cancel(true);
        }
        try {
            context.complete();
        } catch (RuntimeException e) {
            // the container was faster
        }
        released.run();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // we start it once
    }
}
