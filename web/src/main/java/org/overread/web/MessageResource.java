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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.hl7.MessageSearch;
import org.overread.hl7.MessageSearch.Place;
import org.overread.hl7.MessageState;
import org.overread.hl7.MessageView;
import org.overread.hl7.Messages;
import org.overread.shared.OverreadException;

/** HL7 messages as they came, and how they were answered. */
@Path("/messages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.INTEGRATOR_NAME, Role.ADMIN_NAME, Role.COORDINATOR_NAME})
public class MessageResource {
    private static final String HL7 = "application/hl7-v2";

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Messages messages;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    public Listing<MessageView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("sender") @Nullable String sender,
            @QueryParam("controlId") @Nullable String controlId,
            @QueryParam("type") @Nullable String type,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return page(
                Search.orNull(state) == null ? null : Words.one(MessageState.class, "state", state),
                Search.orEmpty(sender),
                Search.orEmpty(controlId),
                Search.orEmpty(type),
                new Sought("", "", ""),
                Listing.limit(limit),
                cursor);
    }

    /** By one identifier: patient, accession, placer or filler number, Study Instance UID. */
    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    public Listing<MessageView> search(String body) {
        Search search = Search.of(body);
        return page(null, "", "", "", Sought.of(search), Listing.limit(search.limit()), search.cursor());
    }

    @GET
    @Path("/{id}")
    public MessageView one(@PathParam("id") long id) {
        return messages.load(caller.scope(), id);
    }

    /** The message itself, byte for byte. Patient data: for integrators. */
    @GET
    @Path("/{id}/raw")
    @Produces(HL7)
    @RolesAllowed(Role.INTEGRATOR_NAME)
    public byte[] raw(@PathParam("id") long id) {
        return messages.raw(caller.scope(), id).message();
    }

    /** Sends a refused or failed message through again; the result is a message of its own. */
    @POST
    @Path("/{id}/replay")
    @RolesAllowed(Role.INTEGRATOR_NAME)
    public MessageView replay(@PathParam("id") long id) {
        return messages.replay(caller.scope(), id);
    }

    private Listing<MessageView> page(
            @Nullable MessageState state,
            String sender,
            String controlId,
            String type,
            Sought sought,
            int limit,
            @Nullable String cursor) {
        List<MessageView> found = messages.search(
                caller.scope(),
                new MessageSearch(
                        state,
                        sender,
                        controlId,
                        type,
                        sought.kind(),
                        sought.value(),
                        sought.authority(),
                        place(cursor),
                        limit + 1));
        return Listing.of(found, limit, view -> new Place(view.receivedAt(), view.id()).text(), view -> view);
    }

    private static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        Place place = Place.parse(cursor);
        if (place == null) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter("cursor"));
        }
        return place;
    }

    /** The one identifier that is looked for. */
    private record Sought(String kind, String value, String authority) {
        static Sought of(Search search) {
            String authority = Search.orEmpty(search.authority());
            if (Search.orNull(search.patientId()) != null) {
                return new Sought("PATIENT", Search.orEmpty(search.patientId()), authority);
            } else if (Search.orNull(search.accession()) != null) {
                return new Sought("ACCESSION", Search.orEmpty(search.accession()), authority);
            } else if (Search.orNull(search.placerNumber()) != null) {
                return new Sought("PLACER", Search.orEmpty(search.placerNumber()), authority);
            } else if (Search.orNull(search.fillerNumber()) != null) {
                return new Sought("FILLER", Search.orEmpty(search.fillerNumber()), authority);
            } else if (Search.orNull(search.studyUid()) != null) {
                return new Sought("STUDY", Search.orEmpty(search.studyUid()), "");
            }
            throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter("patientId"));
        }

        @Override
        public String toString() {
            return "Sought[" + kind + "]";
        }
    }
}
