/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.shared.Problem;
import org.overread.transfer.Receipt;
import org.overread.transfer.ReceiptPage;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferAttempt;
import org.overread.transfer.TransferBoard;
import org.overread.transfer.TransferPage;
import org.overread.transfer.TransferQuery;
import org.overread.transfer.TransferService;
import org.overread.transfer.TransferState;

/** Studies on their way, with each attempt's counts, bytes and reason. */
@Path("/transfers")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.COORDINATOR_NAME, Role.INTEGRATOR_NAME, Role.ADMIN_NAME})
public class TransferResource {
    private static final String PDF = "application/pdf";

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private TransferService transfers;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    @Shows("transfers")
    public Listing<TransferAnswer> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("site") @Nullable String site,
            @QueryParam("case") @Nullable Long caseId,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Set<TransferState> states =
                Search.orNull(state) == null ? Set.of() : Words.several(TransferState.class, "state", state);
        TransferPage page = transfers.list(
                caller.scope(),
                new TransferQuery(
                        states,
                        Search.orNull(destination),
                        Search.orNull(site),
                        caseId,
                        Listing.limit(limit),
                        Listing.before(cursor)));
        Long next = page.next();
        return new Listing<>(
                page.items().stream()
                        .map(transfer -> TransferAnswer.of(transfer, null))
                        .toList(),
                next == null ? null : next.toString());
    }

    /** What is on its way, and how the destinations are. */
    @GET
    @Path("/board")
    @Shows("transfers")
    public BoardAnswer board() {
        TransferBoard board = transfers.board(caller.scope());
        return new BoardAnswer(
                board.at(),
                board.ways(),
                board.moving().stream().map(MovingAnswer::of).toList());
    }

    @GET
    @Path("/{id}")
    @Shows("transfers")
    public Response one(@PathParam("id") long id) {
        TransferService.Detail detail = transfers.load(caller.scope(), id);
        return answer(detail.transfer(), detail.attempts());
    }

    /** What was proved in the last verified round, or in a given one; as a page when {@code as=pdf}. */
    @GET
    @Path("/{id}/receipt")
    @Produces({MediaType.APPLICATION_JSON, PDF})
    @Shows("transfers")
    public Response receipt(
            @PathParam("id") long id,
            @QueryParam("round") @Nullable Integer round,
            @QueryParam("as") @Nullable String as) {
        Receipt receipt = transfers.receipt(caller.scope(), id, round);
        if (!"pdf".equals(as)) {
            return Response.ok(receipt, MediaType.APPLICATION_JSON_TYPE).build();
        }
        String name = "receipt-" + receipt.transferId() + "-" + receipt.round() + ".pdf";
        return Response.ok(ReceiptPage.pdf(receipt), PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + name + "\"")
                .build();
    }

    /** Takes up again what was given up or stopped. */
    @POST
    @Path("/{id}/retry")
    @Shows("transfers")
    public Response retry(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(transfers.retry(caller.scope(), id, IfMatch.number(ifMatch)), null);
    }

    /** After an outage: takes up what is quarantined of one destination, the most urgent first, one after the other. */
    @POST
    @Path("/retry")
    @Shows("transfers")
    public TransferService.Retried retryAll(@QueryParam("destination") @Nullable String destination) {
        return transfers.retryAll(caller.scope(), String.valueOf(Search.orNull(destination)));
    }

    @POST
    @Path("/{id}/cancel")
    @Shows("transfers")
    public Response cancel(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(transfers.cancel(caller.scope(), id, IfMatch.number(ifMatch)), null);
    }

    private static Response answer(Transfer transfer, @Nullable List<TransferAttempt> attempts) {
        return Response.ok(TransferAnswer.of(transfer, attempts))
                .header(HttpHeaders.ETAG, IfMatch.etag(transfer.version()))
                .build();
    }

    /** The board as the API shows it: schema {@code TransferBoard}. */
    public record BoardAnswer(Instant at, List<TransferBoard.Way> ways, List<MovingAnswer> moving) {}

    /** What has not ended: schema {@code MovingTransfer}. */
    public record MovingAnswer(
            TransferAnswer transfer,
            boolean urgent,
            @Nullable String group,
            @Nullable Instant dueAt,
            long bytesPerSecond,
            @Nullable Long secondsLeft) {
        static MovingAnswer of(TransferBoard.Moving moving) {
            return new MovingAnswer(
                    TransferAnswer.of(moving.transfer(), null),
                    moving.urgent(),
                    moving.group(),
                    moving.dueAt(),
                    moving.bytesPerSecond(),
                    moving.secondsLeft());
        }
    }

    /** A transfer as the API shows it: schema {@code Transfer}. */
    record TransferAnswer(
            long id,
            long caseId,
            long studyId,
            String archive,
            String studyUid,
            String site,
            String destination,
            TransferState state,
            int round,
            int instances,
            int sent,
            int there,
            long bytes,
            @Nullable String verification,
            int tries,
            @Nullable Problem problem,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant verifiedAt,
            int version,
            @Nullable List<TransferAttempt> attempts) {
        static TransferAnswer of(Transfer transfer, @Nullable List<TransferAttempt> attempts) {
            return new TransferAnswer(
                    transfer.id(),
                    transfer.caseId(),
                    transfer.studyId(),
                    transfer.archive(),
                    transfer.studyUid(),
                    transfer.site(),
                    transfer.destination(),
                    transfer.state(),
                    transfer.round(),
                    transfer.instances(),
                    transfer.sent(),
                    transfer.there(),
                    transfer.bytes(),
                    transfer.verification(),
                    transfer.attempts(),
                    transfer.problem(),
                    transfer.createdAt(),
                    transfer.updatedAt(),
                    transfer.verifiedAt(),
                    transfer.version(),
                    attempts);
        }
    }
}
