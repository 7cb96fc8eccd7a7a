/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.overread.shared.DicomUid;
import org.overread.shared.Problem;
import org.overread.transfer.DicomObject;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;
import org.overread.transfer.SourceFailed;

/**
 * Objects stored by STOW-RS (PS3.18 section 10.5). Parts are typed {@code application/dicom} without a transfer syntax
 * parameter: Orthanc's DICOMweb 1.7 rejects one, and the object's file meta information says it anyway.
 */
final class StowObjects implements ObjectSink {
    private static final int BUFFER = 64 * 1024;

    private final PeerHttp http;
    private final URI studies;
    private final Supplier<String> boundaries;

    StowObjects(PeerHttp http, String rs) {
        this(http, rs, () -> UUID.randomUUID().toString());
    }

    StowObjects(PeerHttp http, String rs, Supplier<String> boundaries) {
        this.http = http;
        this.studies = URI.create(rs + "/studies");
        this.boundaries = boundaries;
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public PutResult put(DicomUid study, ObjectStream objects, Batch batch) {
        Handover handover = new Handover(objects, batch);
        if (!handover.hasNext()) {
            return new PutResult.Stored(handover.sent());
        }
        String boundary = boundaries.get();
        PushedBody body = new PushedBody();
        // no limit for the whole: a large object on a slow line is well as long as bytes move
        HttpRequest request = http.request(studies, "application/dicom+json", Duration.ofDays(7))
                .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=" + boundary)
                .POST(body)
                .build();
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(request);
        try {
            try {
                write(handover, body, answer, boundary);
            } catch (PushedBody.Stopped stopped) {
                if (stopped.isStill()) {
                    return ambiguous(handover, silent());
                }
                // else it has answered or closed already: see below
            }
            return result(handover, answer);
        } catch (SourceFailed e) {
            body.abort(e);
            throw e.reason();
        } catch (IOException e) {
            body.abort(e);
            throw http.failure(e);
        } catch (RuntimeException e) {
            body.abort(new IOException(e));
            throw e;
        } finally {
            // what has no answer by now will not be waited for
            answer.cancel(true);
        }
    }

    private void write(Handover handover, PushedBody body, CompletableFuture<?> answer, String boundary)
            throws IOException {
        PushedBody.Output out = body.new Output(answer, http.settings().idleTimeout());
        byte[] buffer = new byte[BUFFER];
        byte[] head = ascii("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n");
        byte[] tail = ascii("\r\n");
        while (handover.hasNext()) {
            DicomObject object = handover.next();
            out.write(head);
            InputStream content = object.content();
            for (int count = content.read(buffer); count > 0; count = content.read(buffer)) {
                out.write(buffer, 0, count);
                handover.moved(count);
            }
            out.write(tail);
        }
        out.write(ascii("--" + boundary + "--\r\n"));
        out.flush();
        body.complete();
    }

    private PutResult result(Handover handover, CompletableFuture<HttpResponse<InputStream>> answer) {
        try {
            HttpResponse<InputStream> response =
                    answer.get(http.settings().answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return result(handover, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ambiguous(handover, ArchiveMessages.MESSAGES.unclear(name()));
        } catch (TimeoutException e) {
            return ambiguous(handover, silent());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause != null && PeerHttp.neverReached(cause)) {
                return new PutResult.Unavailable(
                        handover.sent(), Problem.of(ArchiveMessages.MESSAGES.unreachable(name())));
            }
            return ambiguous(
                    handover,
                    cause instanceof HttpTimeoutException
                            ? silent()
                            : ArchiveMessages.MESSAGES.cutWhileSending(name()));
        }
    }

    private PutResult result(Handover handover, HttpResponse<InputStream> response) throws InterruptedException {
        int status = response.statusCode();
        try (InputStream body = response.body()) {
            StowAnswer dataset = status == 200 || status == 202 || status == 409 ? StowAnswer.read(body) : null;
            if (dataset != null) {
                return dataset.about(handover.sent());
            }
        } catch (IOException e) {
            // closing what was not read
        }
        if (status == 429 || status == 503) {
            return new PutResult.Unavailable(
                    handover.sent(), Problem.of(ArchiveMessages.MESSAGES.busy(name(), status)));
        }
        if (status >= 500) {
            return ambiguous(handover, ArchiveMessages.MESSAGES.failedInside(name(), status));
        }
        if (status >= 300) {
            String text = status == 401 || status == 403
                    ? ArchiveMessages.MESSAGES.unauthorized(name(), status)
                    : ArchiveMessages.MESSAGES.refused(name(), status);
            return new PutResult.Refused(handover.sent(), status, Problem.of(text));
        }
        return ambiguous(handover, ArchiveMessages.MESSAGES.unclear(name()));
    }

    private String silent() {
        return ArchiveMessages.MESSAGES.silent(
                name(), http.settings().idleTimeout().toSeconds());
    }

    private static PutResult ambiguous(Handover handover, String message) {
        return new PutResult.Ambiguous(handover.sent(), Problem.of(message));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
