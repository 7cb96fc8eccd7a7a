/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.config.Finding;
import org.overread.shared.Problem;

/**
 * An error as RFC 9457 writes it.
 *
 * @param title the message, one or two plain sentences
 * @param status the HTTP status once more
 * @param code the message id, explained in {@code docs/messages}
 * @param reference which line of the server's log tells more; null where the message says it all
 * @param findings what is wrong in a configuration document, each with its place; null elsewhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemBody(
        String title,
        int status,
        String code,
        @Nullable String reference,
        @Nullable List<Finding> findings) {
    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemBody of(int status, Problem problem) {
        return new ProblemBody(problem.text(), status, problem.code(), null, null);
    }

    /** @param message a text of a message bundle, with its id in front */
    static ProblemBody of(int status, String message) {
        return of(status, Problem.of(message));
    }

    ProblemBody referring(String logReference) {
        return new ProblemBody(title, status, code, logReference, findings);
    }

    ProblemBody finding(List<Finding> found) {
        return new ProblemBody(title, status, code, reference, found);
    }

    Response toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(json()).build();
    }

    void send(HttpServletResponse response) throws IOException {
        byte[] body = bytes();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    private String json() {
        try {
            return ApiJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
