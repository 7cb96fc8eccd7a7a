/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.core.JacksonException;
import jakarta.ejb.EJBAccessException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.overread.config.ConfigurationRefused;
import org.overread.shared.Failures;
import org.overread.shared.OverreadException;
import org.overread.shared.Problem;
import org.overread.shared.SharedMessages;

/**
 * Whatever went wrong, put as a problem. What the caller can mend says so; a failure of ours is logged with a reference,
 * without its messages (see {@link Failures}), and only the reference goes out.
 */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable failure) {
        Response.ResponseBuilder answer =
                Response.fromResponse(describe(failure).toResponse());
        if (failure instanceof WebApplicationException web && web.getResponse().getHeaderString("Allow") != null) {
            answer.header("Allow", web.getResponse().getHeaderString("Allow"));
        }
        return answer.build();
    }

    static ProblemBody describe(Throwable failure) {
        OverreadException ours = find(failure, OverreadException.class);
        if (ours != null) {
            return ProblemBody.of(ours.kind().status(), ours.problem());
        }
        ConfigurationRefused refused = find(failure, ConfigurationRefused.class);
        if (refused != null) {
            return ProblemBody.of(422, Problem.of(String.valueOf(refused.getMessage())))
                    .finding(refused.findings());
        }
        if (failure instanceof NotAuthorizedException) {
            return ofStatus(401);
        }
        if (failure instanceof ForbiddenException || find(failure, EJBAccessException.class) != null) {
            return ofStatus(403);
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return ofStatus(web.getResponse().getStatus());
        }
        if (failure instanceof JacksonException) {
            return ofStatus(400);
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        WebLog.LOG.requestFailed(reference, Failures.describe(failure));
        return Failures.isDatabaseAway(failure)
                ? ProblemBody.of(503, SharedMessages.MESSAGES.databaseUnavailable())
                        .referring(reference)
                : ProblemBody.of(500, SharedMessages.MESSAGES.internal(reference))
                        .referring(reference);
    }

    /** What a status of the container's or of JAX-RS means in our words. */
    static ProblemBody ofStatus(int status) {
        WebMessages web = WebMessages.MESSAGES;
        return ProblemBody.of(
                status,
                switch (status) {
                    case 401 -> web.unauthenticated();
                    case 403 -> web.forbidden();
                    case 404 -> SharedMessages.MESSAGES.notFound();
                    case 405 -> web.methodNotAllowed();
                    case 406 -> web.notAcceptable();
                    case 413 -> web.tooLarge();
                    case 415 -> web.unsupportedMediaType();
                    default -> web.unreadable();
                });
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
