/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.overread.audit.proof.Anchor;
import org.overread.audit.proof.Seal;

/** The SQL of anchoring: whose turn it is to tell which seal where. */
final class Anchoring {
    private Anchoring() {}

    /** What a target was told last, by the node that took the turn. */
    record Due(long told, boolean failing) {}

    static void register(Handle h, String target) {
        h.createUpdate("insert into audit_anchor_target (target) values (:target) on conflict do nothing")
                .bind("target", target)
                .execute();
    }

    /** Takes the turn; empty while it is not due, or another node has taken it. */
    static Optional<Due> claim(Handle h, String target, Duration every) {
        return h.createQuery("""
                        update audit_anchor_target set due_at = clock_timestamp() + make_interval(secs => :every)
                         where target = :target and due_at <= clock_timestamp()
                        returning seal, failing""")
                .bind("target", target)
                .bind("every", every.toMillis() / 1000.0)
                .map((row, context) -> new Due(row.getLong("seal"), row.getBoolean("failing")))
                .findOne();
    }

    /** The newest seal, when it is newer than what was told. */
    static Optional<Anchor> next(Handle h, long told) {
        return h.createQuery("""
                        select s.canonical, k.public_key from audit_seal s
                          left join audit_key k
                            on s.signature is not null and k.key_id = substring(convert_from(s.canonical, 'UTF8')
                                                                               from 'key=([^\n]*)\n$')
                         where s.number > :told order by s.number desc limit 1""")
                .bind("told", told)
                .map((row, context) -> anchor(Seal.parse(row.getBytes("canonical")), row.getBytes("public_key")))
                .findOne();
    }

    private static Anchor anchor(Seal seal, byte @org.jspecify.annotations.Nullable [] publicKey) {
        return new Anchor(
                seal.number(), seal.hash(), seal.sealedAt(), seal.key(), publicKey == null ? new byte[0] : publicKey);
    }

    static void told(Handle h, String target, long seal, byte[] receipt) {
        h.createUpdate(
                        "update audit_anchor_target set seal = greatest(seal, :seal), failing = false where target = :target")
                .bind("target", target)
                .bind("seal", seal)
                .execute();
        h.createUpdate("""
                        insert into audit_anchor (target, seal, receipt) values (:target, :seal, :receipt)
                        on conflict do nothing""")
                .bind("target", target)
                .bind("seal", seal)
                .bind("receipt", receipt.length == 0 ? null : receipt)
                .execute();
    }

    static void failed(Handle h, String target) {
        h.createUpdate("update audit_anchor_target set failing = true where target = :target")
                .bind("target", target)
                .execute();
    }
}
