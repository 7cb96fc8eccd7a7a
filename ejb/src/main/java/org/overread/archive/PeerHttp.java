/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.overread.study.ArchiveException;
import org.overread.study.ArchiveRefused;
import org.overread.study.ArchiveUnavailable;

/** HTTP to one peer: its address, its credentials, its times, and what a failed call means. */
final class PeerHttp {
    /** Nobody's error page is worth more. */
    private static final int ERROR_TEXT = 8 * 1024;

    private final ArchiveSettings settings;
    private final HttpClient client;

    PeerHttp(ArchiveSettings settings, HttpClient client) {
        this.settings = settings;
        this.client = client;
    }

    String name() {
        return settings.name();
    }

    ArchiveSettings settings() {
        return settings;
    }

    /** The address without a slash at its end. */
    String root() {
        String url = settings.url().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** A text as one segment of a path or one value of a query (RFC 3986). */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    HttpRequest.Builder request(URI uri, String accept, Duration answerTimeout) {
        AddressGuard.check(name(), uri);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(answerTimeout).header("Accept", accept);
        if (!settings.credentials().authorization().isEmpty()) {
            request.header("Authorization", settings.credentials().authorization());
        }
        return request;
    }

    /** GET; any status is an answer. Close its body. */
    HttpResponse<InputStream> get(URI uri, String accept) {
        try {
            return send(request(uri, accept, settings.answerTimeout()).GET().build());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, StreamedBody.handler(settings.idleTimeout()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** GET whose body somebody else takes as it comes. */
    <T> CompletableFuture<HttpResponse<T>> sendAsync(URI uri, String accept, HttpResponse.BodyHandler<T> body) {
        return client.sendAsync(
                request(uri, accept, settings.answerTimeout()).GET().build(), body);
    }

    CompletableFuture<HttpResponse<InputStream>> sendAsync(HttpRequest request) {
        return client.sendAsync(request, StreamedBody.handler(settings.idleTimeout()));
    }

    /** GET without waiting for the answer: see {@link #await} and {@link #abandon}. */
    CompletableFuture<HttpResponse<InputStream>> getAsync(URI uri, String accept) {
        return sendAsync(request(uri, accept, settings.answerTimeout()).GET().build());
    }

    /** The answer to a GET; any status is one. Close its body. */
    HttpResponse<InputStream> await(CompletableFuture<HttpResponse<InputStream>> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(asked);
            throw failure(new IOException("interrupted", e));
        } catch (ExecutionException e) {
            throw failure(e.getCause() instanceof IOException thrown ? thrown : new IOException(e.getCause()));
        }
    }

    /** Nobody wants the answer any more. */
    static void abandon(CompletableFuture<HttpResponse<InputStream>> asked) {
        asked.cancel(true);
        asked.thenAccept(response -> {
            try {
                response.body().close();
            } catch (IOException e) {
                // closing what was not read
            }
        });
    }

    /** Whether a request failed before anything of it can have been received. */
    static boolean neverReached(Throwable thrown) {
        return thrown instanceof ConnectException || thrown instanceof HttpConnectTimeoutException;
    }

    /** What a failed read call means. */
    ArchiveException failure(IOException thrown) {
        if (neverReached(thrown)) {
            return new ArchiveUnavailable(ArchiveMessages.MESSAGES.unreachable(name()));
        }
        if (thrown instanceof HttpTimeoutException) {
            return new ArchiveUnavailable(ArchiveMessages.MESSAGES.silent(
                    name(), settings.idleTimeout().toSeconds()));
        }
        return new ArchiveUnavailable(ArchiveMessages.MESSAGES.brokenOff(name()));
    }

    /** What a status other than success means for a call that only reads. */
    ArchiveException failure(int status, String errorText) {
        if (status == 404 && isUnknownAe(errorText)) {
            return new ArchiveRefused(ArchiveMessages.MESSAGES.unknownOwnAe(settings.aet()));
        }
        if (status == 401 || status == 403) {
            return new ArchiveRefused(ArchiveMessages.MESSAGES.unauthorized(name(), status));
        }
        if (status == 408 || status == 429 || status == 503) {
            return new ArchiveUnavailable(ArchiveMessages.MESSAGES.busy(name(), status));
        }
        if (status >= 500) {
            return new ArchiveUnavailable(ArchiveMessages.MESSAGES.failedInside(name(), status));
        }
        return new ArchiveRefused(ArchiveMessages.MESSAGES.refused(name(), status));
    }

    /** dcm4chee's 404 for the AE title in our path: {@code {"errorMessage":"No such Application Entity: X"}}. */
    static boolean isUnknownAe(String errorText) {
        return errorText.contains("No such Application Entity");
    }

    /** The beginning of an error's text, to tell errors apart; never shown, because it may name a patient. */
    static String errorText(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new String(body.readNBytes(ERROR_TEXT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
