/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.shared.OverreadException;
import org.overread.timeline.TimelineCursor;

/**
 * What happens, as it happens: server-sent events from the timeline, from {@code Last-Event-ID} on, each asked whether
 * this caller may see it. Asynchronous and never blocking, so that a thousand pages cost no thread.
 */
@WebServlet(urlPatterns = "/api/events", asyncSupported = true)
public class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient LiveTimeline live;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient Caller caller;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Scope scope = caller.scope();
        TimelineCursor from;
        try {
            Policy.mayReadCases(scope).orThrow();
            from = cursor(request);
        } catch (OverreadException e) {
            ProblemBody.of(e.kind().status(), e.problem()).send(response);
            return;
        }
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        Follower follower = new Follower(
                context,
                from,
                (entry, guests) -> scope.sees(entry.site(), entry.group()) || guests.by(scope, entry.subject()));
        if (!live.join(follower)) {
            ProblemBody.of(503, WebMessages.MESSAGES.tooManyFollowers()).send(response);
            context.complete();
            return;
        }
        follower.begin();
    }

    /** The header as browsers send it; the parameter for a page that had to open its stream anew. */
    private static @Nullable TimelineCursor cursor(HttpServletRequest request) {
        String id = request.getHeader("Last-Event-ID");
        if (id == null || id.isEmpty()) {
            id = request.getParameter("lastEventId");
        }
        if (id == null || id.isEmpty()) {
            return null;
        }
        TimelineCursor cursor = TimelineCursor.parse(id);
        if (cursor == null) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.unknownEventId());
        }
        return cursor;
    }
}
