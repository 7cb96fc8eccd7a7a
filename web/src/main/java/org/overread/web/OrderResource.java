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
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.order.ImagingOrder;
import org.overread.order.OrderSearch;
import org.overread.order.OrderState;
import org.overread.order.OrderStep;
import org.overread.order.Orders;
import org.overread.shared.OverreadException;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;
import org.overread.shared.SharedMessages;

/** Orders as the RIS placed them and its newest message left them. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({
    Role.COORDINATOR_NAME,
    Role.RADIOLOGIST_NAME,
    Role.TECHNOLOGIST_NAME,
    Role.INTEGRATOR_NAME,
    Role.ADMIN_NAME
})
public class OrderResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Orders orders;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    @Shows("orders")
    public Listing<OrderAnswer> list(
            @QueryParam("site") @Nullable String site,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        OrderState wanted = Words.oneOrNull(OrderState.class, "state", state);
        return page(
                limit,
                size -> new OrderSearch(
                        "", "", "", "", "", "", Search.orEmpty(site), wanted, Listing.before(cursor), size));
    }

    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Shows("orders")
    public Listing<OrderAnswer> search(String body) {
        Search search = Search.of(body);
        return page(
                search.limit(),
                size -> new OrderSearch(
                        Search.orEmpty(search.patientId()),
                        Search.orEmpty(search.authority()),
                        Search.orEmpty(search.accession()),
                        Search.orEmpty(search.placerNumber()),
                        Search.orEmpty(search.fillerNumber()),
                        Search.orEmpty(search.studyUid()),
                        "",
                        null,
                        Listing.before(search.cursor()),
                        size));
    }

    @GET
    @Path("/{id}")
    @Shows("orders")
    public OrderAnswer one(@PathParam("id") long id) {
        Policy.mayReadCases(caller.scope()).orThrow();
        return orders.load(caller.scope(), id)
                .map(OrderAnswer::of)
                .orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
    }

    private Listing<OrderAnswer> page(@Nullable Integer limit, IntFunction<OrderSearch> search) {
        Policy.mayReadCases(caller.scope()).orThrow();
        return Listing.byId(
                limit, size -> orders.search(caller.scope(), search.apply(size)), ImagingOrder::id, OrderAnswer::of);
    }

    /** An order as the API shows it: schema {@code Order}. */
    record OrderAnswer(
            long id,
            String site,
            String sender,
            OrderState state,
            Priority priority,
            PatientKey patient,
            String placerNumber,
            String fillerNumber,
            String requestedProcedure,
            String accession,
            String accessionIssuer,
            @Nullable String studyUid,
            String modality,
            String procedureCode,
            String procedure,
            String reason,
            @Nullable Instant scheduledAt,
            List<OrderStep> steps,
            Instant placedAt,
            Instant updatedAt,
            int version) {
        static OrderAnswer of(ImagingOrder order) {
            return new OrderAnswer(
                    order.id(),
                    order.site(),
                    order.sender(),
                    order.state(),
                    order.priority(),
                    order.patient(),
                    order.numbers().placer(),
                    order.numbers().filler(),
                    order.numbers().requestedProcedure(),
                    order.content().accession(),
                    order.content().accessionIssuer(),
                    order.content().studyUid(),
                    order.content().modality(),
                    order.content().procedureCode(),
                    order.content().procedureText(),
                    order.content().reason(),
                    order.content().scheduledAt(),
                    order.content().steps(),
                    order.placedAt(),
                    order.updatedAt(),
                    order.version());
        }

        @Override
        public String toString() {
            return "OrderAnswer[" + id + "]";
        }
    }
}
