/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.audit.AuditEntry;
import org.overread.audit.AuditSearch;
import org.overread.audit.AuditService;
import org.overread.audit.UnusualAccess;
import org.overread.shared.OverreadException;

/** The audit trail. Reading it is itself an event of the trail. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed(Role.AUDITOR_NAME)
public class AuditResource {
    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(92);

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private AuditService audit;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Clock clock;

    @GET
    public Listing<AuditEntry> list(
            @QueryParam("event") @Nullable String event,
            @QueryParam("who") @Nullable String who,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return page(new Asked(event, who, subject, null, null, null, null, null, limit, cursor));
    }

    /** Who saw a patient, what a user did, whose glass was broken: in the body, since it names patients. */
    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    public Listing<AuditEntry> search(String body) {
        return page(ApiJson.read(body, Asked.class));
    }

    /** The same page as lines of text for a spreadsheet. */
    @POST
    @Path("/search/csv")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("text/csv;charset=UTF-8")
    public Response csv(String body) {
        return Response.ok(AuditCsv.of(page(ApiJson.read(body, Asked.class)).items()))
                .header("Content-Disposition", "attachment; filename=\"overread-audit.csv\"")
                .build();
    }

    @GET
    @Path("/unusual")
    public Listing<UnusualAccess> unusual(@QueryParam("since") @Nullable String since) {
        Instant now = clock.instant();
        Instant from = since == null ? now.minus(USUAL) : instant("since", since);
        List<UnusualAccess> found = audit.unusual(from.isBefore(now.minus(LONGEST)) ? now.minus(LONGEST) : from);
        return Listing.whole(found);
    }

    private Listing<AuditEntry> page(Asked asked) {
        return Listing.byId(asked.limit, size -> audit.search(asked.search(size)), AuditEntry::id, Function.identity());
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter(name));
        }
    }

    /** Schema {@code AuditSearch}. */
    record Asked(
            @Nullable String event,
            @Nullable String who,
            @Nullable String subject,
            @Nullable String patientId,
            @Nullable String authority,
            @Nullable String since,
            @Nullable String until,
            @Nullable Boolean breakGlass,
            @Nullable Integer limit,
            @Nullable String cursor) {
        AuditSearch search(int size) {
            return new AuditSearch(
                    Listing.before(cursor),
                    Search.orNull(event),
                    Search.orNull(who),
                    Search.orNull(subject),
                    Search.orNull(patientId),
                    Search.orNull(authority),
                    Search.orNull(since) == null ? null : instant("since", Search.orEmpty(since)),
                    Search.orNull(until) == null ? null : instant("until", Search.orEmpty(until)),
                    Boolean.TRUE.equals(breakGlass),
                    size);
        }

        @Override
        public String toString() {
            return "Asked[hidden]";
        }
    }
}
