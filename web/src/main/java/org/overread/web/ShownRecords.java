/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.security.Principal;
import org.overread.access.RecordsShown;

/**
 * Tells who was shown records of patients, and what was asked. Each search is told; a list or a record that a page asks for
 * again and again is told once in five minutes to the same person.
 */
@Provider
@Shows
public class ShownRecords implements ReaderInterceptor, ContainerResponseFilter {
    private static final String ASKED = "overread.asked";
    private static final int LONGEST = 2000;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Event<RecordsShown> shown;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private RecentLooks recent;

    @SuppressWarnings("NullAway.Init") // injected
    @Context
    private ResourceInfo resource;

    /** Keeps what a search asked, which is in its body. */
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body instanceof String text) {
            context.setProperty(ASKED, text);
        }
        return body;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Shows shows = resource.getResourceMethod().getAnnotation(Shows.class);
        Principal person = request.getSecurityContext().getUserPrincipal();
        if (shows == null || person == null || response.getStatus() != 200) {
            return;
        }
        Object body = request.getProperty(ASKED);
        String query = body == null
                ? String.valueOf(request.getUriInfo().getRequestUri().getQuery())
                : body.toString();
        String id = request.getUriInfo().getPathParameters().getFirst("id");
        RecordsShown event = new RecordsShown(
                person.getName(),
                shows.value(),
                query.length() > LONGEST ? query.substring(0, LONGEST) : query,
                id == null ? "" : singular(shows.value()) + ":" + id);
        if (body != null || recent.isNew(event)) {
            shown.fire(event);
        }
    }

    private static String singular(String records) {
        return records.equals("studies") ? "study" : records.replaceFirst("s$", "");
    }
}
