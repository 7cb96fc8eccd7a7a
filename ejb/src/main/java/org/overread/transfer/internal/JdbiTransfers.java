/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.Scope;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferAttempt;
import org.overread.transfer.TransferPage;
import org.overread.transfer.TransferQuery;
import org.overread.transfer.TransferState;
import org.overread.transfer.Transfers;

@ApplicationScoped
class JdbiTransfers implements Transfers {
    private final Jdbi jdbi;

    @Inject
    JdbiTransfers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected JdbiTransfers() {
        this.jdbi = null;
    }

    @Override
    public TransferPage list(Scope scope, TransferQuery query) {
        List<Transfer> found =
                jdbi.withHandle(h -> h.createQuery("select t.* from transfer t where " + scope.sql("t.site") + """
                         and t.state = any(:states)
                         and (cast(:destination as text) is null or t.destination = :destination)
                         and (cast(:site as text) is null or t.site = :site)
                         and (cast(:case as bigint) is null or t.case_id = :case)
                         and (cast(:cursor as bigint) is null or t.id < :cursor)
                       order by t.id desc limit :limit""")
                        .bindMap(scope.bindings())
                        .bindArray(
                                "states",
                                String.class,
                                query.states().stream().map(TransferState::name).toArray())
                        .bind("destination", query.destination())
                        .bind("site", query.site())
                        .bind("case", query.caseId())
                        .bind("cursor", query.cursor())
                        .bind("limit", query.limit() + 1)
                        .map(TransferMapper::transfer)
                        .list());
        boolean more = found.size() > query.limit();
        List<Transfer> items = more ? found.subList(0, query.limit()) : found;
        return new TransferPage(items, more ? items.get(items.size() - 1).id() : null);
    }

    @Override
    public Optional<Transfer> load(Scope scope, long id) {
        return jdbi.withHandle(
                h -> h.createQuery("select t.* from transfer t where t.id = :id and " + scope.sql("t.site"))
                        .bindMap(scope.bindings())
                        .bind("id", id)
                        .map(TransferMapper::transfer)
                        .findOne());
    }

    @Override
    public List<TransferAttempt> attempts(Scope scope, long id) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select a.* from transfer_attempt a join transfer t on t.id = a.transfer_id where t.id = :id and "
                                + scope.sql("t.site") + " order by a.id")
                .bindMap(scope.bindings())
                .bind("id", id)
                .map(TransferMapper::attempt)
                .list());
    }

    /** Opens the next round of a transfer that is still as the caller read it. */
    Optional<Transfer> reopen(long id, int version, String user) {
        return jdbi.withHandle(h -> h.createQuery("""
                        update transfer set state = 'WAITING', round = round + 1, fruitless = 0, sent = 0, bytes = 0,
                               problem_code = null, problem_text = null, stopping = false, asked_by = :user,
                               version = version + 1, updated_at = now()
                         where id = :id and version = :version returning *""")
                .bind("id", id)
                .bind("version", version)
                .bind("user", user)
                .map(TransferMapper::transfer)
                .findOne());
    }

    /** What is quarantined of a destination and may be seen, the most urgent cases' first, then the oldest. */
    List<Transfer> quarantined(Scope scope, String destination, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        select t.* from transfer t left join reading_case c on c.id = t.case_id
                         where t.state = 'QUARANTINED' and t.destination = :destination and
                        """ + scope.sql("t.site") + " order by c.priority_rank nulls last, t.id limit :limit")
                .bindMap(scope.bindings())
                .bind("destination", destination)
                .bind("limit", limit)
                .map(TransferMapper::transfer)
                .list());
    }

    /** Cancels a transfer that is still as the caller read it; work that waits or runs then ends at once. */
    Optional<Transfer> cancel(long id, int version, boolean underWay) {
        return change(id, version, "state = 'CANCELLED', stopping = " + underWay);
    }

    private Optional<Transfer> change(long id, int version, String assignments) {
        return jdbi.withHandle(h -> h.createQuery(
                        "update transfer set " + assignments
                                + ", version = version + 1, updated_at = now() where id = :id and version = :version returning *")
                .bind("id", id)
                .bind("version", version)
                .map(TransferMapper::transfer)
                .findOne());
    }

    /** Whether work of a cancelled transfer is still to end. */
    boolean isStopping(long id) {
        return jdbi.withHandle(h -> h.createQuery("select stopping from transfer where id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one());
    }
}
