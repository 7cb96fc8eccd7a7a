/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.shared.OverreadException;
import org.overread.transfer.Receipt;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferBoard;
import org.overread.transfer.TransferMessages;
import org.overread.transfer.TransferPage;
import org.overread.transfer.TransferQuery;
import org.overread.transfer.TransferService;

/** Checks by scope and policy, then acts in the container's transaction. */
@Stateless
@Local(TransferService.class)
@PermitAll
public class TransferServiceBean implements TransferService {
    private static final TransferMessages MESSAGES = TransferMessages.MESSAGES;

    /** Between two of many that are taken up together. */
    private static final Duration PACE = Duration.ofMillis(500);

    private final JdbiTransfers transfers;
    private final Announcements announcements;
    private final Receipts receipts;
    private final Board board;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public TransferServiceBean() {
        this.transfers = null;
        this.announcements = null;
        this.receipts = null;
        this.board = null;
    }

    @Inject
    TransferServiceBean(JdbiTransfers transfers, Announcements announcements, Receipts receipts, Board board) {
        this.transfers = transfers;
        this.announcements = announcements;
        this.receipts = receipts;
        this.board = board;
    }

    @Override
    public TransferPage list(Scope scope, TransferQuery query) {
        mayLook(scope);
        return transfers.list(scope, query);
    }

    @Override
    public TransferBoard board(Scope scope) {
        mayLook(scope);
        return board.read(scope);
    }

    @Override
    public Detail load(Scope scope, long id) {
        return new Detail(find(scope, id), transfers.attempts(scope, id));
    }

    @Override
    public Transfer retry(Scope scope, long id, int version) {
        Policy.mayOperate(scope).orThrow();
        Transfer transfer = find(scope, id);
        if (!transfer.state().canBeRetried()) {
            throw OverreadException.conflict(MESSAGES.notRetriable());
        }
        // work that a cancel has not stopped yet simply goes on, and none is added
        boolean idle = !transfers.isStopping(id);
        Transfer now = unchanged(transfers.reopen(id, version, scope.user()));
        announcements.retried(now, scope.user(), idle, Duration.ZERO);
        return now;
    }

    @Override
    public Retried retryAll(Scope scope, String destination) {
        Policy.mayOperate(scope).orThrow();
        List<Transfer> found = transfers.quarantined(scope, destination, TransferQuery.MOST + 1);
        boolean more = found.size() > TransferQuery.MOST;
        Duration wait = Duration.ZERO;
        int retried = 0;
        for (Transfer transfer : more ? found.subList(0, TransferQuery.MOST) : found) {
            Optional<Transfer> now = transfers.reopen(transfer.id(), transfer.version(), scope.user());
            if (now.isPresent()) {
                announcements.retried(now.get(), scope.user(), true, wait);
                wait = wait.plus(PACE);
                retried++;
            }
        }
        return new Retried(retried, more);
    }

    @Override
    public Receipt receipt(Scope scope, long id, @Nullable Integer round) {
        find(scope, id);
        return receipts.load(scope, id, round).orElseThrow(() -> OverreadException.notFound(MESSAGES.noReceipt()));
    }

    @Override
    public Transfer cancel(Scope scope, long id, int version) {
        Policy.mayOperate(scope).orThrow();
        Transfer transfer = find(scope, id);
        if (!transfer.state().canBeCancelled()) {
            throw OverreadException.conflict(MESSAGES.notCancellable());
        }
        Transfer now = unchanged(transfers.cancel(id, version, transfer.state().isUnderWay()));
        announcements.cancelled(now, scope.user());
        return now;
    }

    private static Transfer unchanged(Optional<Transfer> changed) {
        return changed.orElseThrow(
                () -> new OverreadException(OverreadException.Kind.PRECONDITION_FAILED, MESSAGES.changed()));
    }

    /** Who dispatches cases has to see where their images are; acting on transfers is the operators'. */
    private static void mayLook(Scope scope) {
        if (!scope.has(Role.COORDINATOR)) {
            Policy.mayOperate(scope).orThrow();
        }
    }

    private Transfer find(Scope scope, long id) {
        mayLook(scope);
        return transfers.load(scope, id).orElseThrow(() -> OverreadException.notFound(MESSAGES.notFound()));
    }
}
