/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.transfer.Receipt;
import org.overread.transfer.Transfer;

/** Keeps what was proved, in the transaction of the proof. */
@ApplicationScoped
class Receipts {
    private final Jdbi jdbi;

    @Inject
    Receipts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Receipts() {
        this.jdbi = null;
    }

    /** Writes the receipt of a transfer just verified, from the comparison that proved it. */
    void keep(Transfer verified) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into transfer_receipt
                               (transfer_id, round, instances, bytes, verification, digest, node, asked_by, verified_at)
                        select t.id, t.round, t.instances, t.bytes, t.verification,
                               (select encode(sha256(convert_to(coalesce(
                                           string_agg(i.sop_uid, E'\n' order by i.sop_uid collate "C"), ''), 'UTF8')), 'hex')
                                  from transfer_instance i where i.transfer_id = t.id and i.at_source),
                               :node, t.asked_by, t.verified_at
                          from transfer t where t.id = :id and t.state = 'VERIFIED'""")
                .bind("id", verified.id())
                .bind("node", System.getProperty("jboss.node.name", "node"))
                .execute());
    }

    /** @param round null = the last that was verified */
    Optional<Receipt> load(Scope scope, long transfer, @Nullable Integer round) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select r.*, t.case_id, t.archive, t.destination, t.site, t.study_uid
                          from transfer_receipt r join transfer t on t.id = r.transfer_id
                         where t.id = :id and (cast(:round as integer) is null or r.round = :round) and
                        """ + scope.sql("t.site") + " order by r.round desc limit 1")
                .bindMap(scope.bindings())
                .bind("id", transfer)
                .bind("round", round)
                .map((row, context) -> new Receipt(
                        row.getLong("transfer_id"),
                        row.getInt("round"),
                        row.getLong("case_id"),
                        row.getString("archive"),
                        row.getString("destination"),
                        row.getString("site"),
                        row.getString("study_uid"),
                        row.getInt("instances"),
                        row.getLong("bytes"),
                        row.getString("verification"),
                        row.getString("digest"),
                        row.getString("node"),
                        row.getString("asked_by"),
                        row.getTimestamp("verified_at").toInstant()))
                .findOne());
    }
}
