/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.hl7.MessageSearch;
import org.overread.reading.MatchDecision;
import org.overread.reading.Reconciliation.Place;
import org.overread.reading.ReconciliationService;
import org.overread.reading.Unreconciled;
import org.overread.shared.OverreadException;

/** Orders without images, studies without orders, and what contradicts: shown, and decided by a coordinator of the site. */
@Path("/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.COORDINATOR_NAME, Role.INTEGRATOR_NAME, Role.ADMIN_NAME})
public class ReconciliationResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ReconciliationService service;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    @Shows("reconciliation")
    public Listing<Unreconciled> list(
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Unreconciled.Kind wanted = Words.one(Unreconciled.Kind.class, "kind", kind == null ? "study" : kind);
        int size = Listing.limit(limit);
        return Listing.of(
                service.list(caller.scope(), wanted, place(cursor), size + 1),
                size,
                item -> new MessageSearch.Place(item.since(), item.id()).text(),
                Function.identity());
    }

    @GET
    @Path("/counts")
    public Counts counts() {
        Map<Unreconciled.Kind, Integer> counts = service.counts(caller.scope());
        return new Counts(
                counts.getOrDefault(Unreconciled.Kind.ORDER, 0),
                counts.getOrDefault(Unreconciled.Kind.STUDY, 0),
                counts.getOrDefault(Unreconciled.Kind.CONFLICT, 0));
    }

    @GET
    @Path("/decisions")
    @Shows("reconciliation")
    public Listing<MatchDecision> decisions(
            @QueryParam("study") @Nullable Long study,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return Listing.byId(
                limit,
                size -> service.decisions(caller.scope(), study, Listing.before(cursor), size),
                MatchDecision::id,
                Function.identity());
    }

    @POST
    @Path("/accept")
    @RolesAllowed(Role.COORDINATOR_NAME)
    public MatchDecision accept(String body) {
        Pair pair = Pair.of(body);
        return service.accept(caller.scope(), pair.study(), pair.order(), pair.words(), pair.confirmed());
    }

    @POST
    @Path("/refuse")
    @RolesAllowed(Role.COORDINATOR_NAME)
    public MatchDecision refuse(String body) {
        Pair pair = Pair.of(body);
        return service.refuse(caller.scope(), pair.study(), pair.order(), pair.words());
    }

    @POST
    @Path("/link")
    @RolesAllowed(Role.COORDINATOR_NAME)
    public MatchDecision link(String body) {
        Pair pair = Pair.of(body);
        return service.link(caller.scope(), pair.study(), pair.order(), pair.words(), pair.confirmed());
    }

    /** The order need not be named: a study has one at most. */
    @POST
    @Path("/unlink")
    @RolesAllowed(Role.COORDINATOR_NAME)
    public MatchDecision unlink(String body) {
        Pair pair = Pair.of(body);
        return service.unlink(caller.scope(), pair.study(), pair.words());
    }

    @POST
    @Path("/decisions/{id}/undo")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.COORDINATOR_NAME)
    public MatchDecision undo(@PathParam("id") long id) {
        return service.undo(caller.scope(), id);
    }

    private static @Nullable Place place(@Nullable String cursor) {
        MessageSearch.Place read = MessageFilter.place(cursor);
        return read == null ? null : new Place(read.receivedAt(), read.id());
    }

    /** Schema {@code ReconciliationCounts}. */
    record Counts(int orders, int studies, int conflicts) {}

    /** Schema {@code Pair}. */
    record Pair(
            @Nullable Long studyId,
            @Nullable Long orderId,
            @Nullable String reason,
            @Nullable Boolean confirm) {
        private static final int LONGEST = 500;

        static Pair of(String body) {
            Pair pair = ApiJson.read(body, Pair.class);
            if (pair.words().length() > LONGEST || pair.words().indexOf('\0') >= 0) {
                throw invalid("reason");
            }
            return pair;
        }

        long study() {
            if (studyId == null) {
                throw invalid("studyId");
            }
            return studyId;
        }

        long order() {
            if (orderId == null) {
                throw invalid("orderId");
            }
            return orderId;
        }

        String words() {
            return Search.orEmpty(reason);
        }

        boolean confirmed() {
            return Boolean.TRUE.equals(confirm);
        }

        private static OverreadException invalid(String name) {
            return OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter(name));
        }
    }
}
