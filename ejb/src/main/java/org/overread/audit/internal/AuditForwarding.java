/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.overread.audit.proof.CanonicalEvent;

/** The SQL of sending on: how far each repository was served, and whose turn it is. */
final class AuditForwarding {
    private AuditForwarding() {}

    record Cursor(String xid, long id, int failures) {}

    record Kept(String xid, long id, byte[] message) {}

    static void register(Handle handle, String target) {
        // a new repository is served from now on; what was before it is another matter
        handle.createUpdate("""
                        insert into audit_forward (target, xid, id)
                        values (:target, pg_snapshot_xmin(pg_current_snapshot()), 0) on conflict do nothing""").bind("target", target).execute();
    }

    /** Takes the turn for one target on this node; empty while another has it, or a pause after a failure lasts. */
    static Optional<Cursor> lease(Handle handle, String target, String owner, Duration lease) {
        return handle.createQuery("""
                        update audit_forward
                           set lease_owner = :owner, lease_until = clock_timestamp() + make_interval(secs => :lease)
                         where target = :target
                           and (lease_owner = :owner or lease_until is null or lease_until < clock_timestamp())
                           and (retry_at is null or retry_at <= clock_timestamp())
                        returning xid::text as xid, id, failures""")
                .bind("target", target)
                .bind("owner", owner)
                .bind("lease", lease.toSeconds())
                .map((row, context) -> new Cursor(row.getString("xid"), row.getLong("id"), row.getInt("failures")))
                .findOne();
    }

    /** The next messages; only those that no running transaction can still come before. */
    static List<Kept> next(Handle handle, Cursor cursor, int limit) {
        return handle.createQuery("""
                        select xid::text as xid, id, canonical from audit_event
                         where (xid, id) > (cast(:xid as xid8), :id)
                           and xid < pg_snapshot_xmin(pg_current_snapshot())
                         order by xid, id limit :limit""")
                .bind("xid", cursor.xid())
                .bind("id", cursor.id())
                .bind("limit", limit)
                .map((row, context) -> new Kept(
                        row.getString("xid"), row.getLong("id"), CanonicalEvent.message(row.getBytes("canonical"))))
                .list();
    }

    static void advance(Handle handle, String target, String owner, Kept last) {
        handle.createUpdate("""
                        update audit_forward set xid = cast(:xid as xid8), id = :id, failures = 0, retry_at = null,
                               last_problem = null
                         where target = :target and lease_owner = :owner""")
                .bind("xid", last.xid())
                .bind("id", last.id())
                .bind("target", target)
                .bind("owner", owner)
                .execute();
    }

    static void failed(Handle handle, String target, String owner, Duration pause, String problem) {
        handle.createUpdate("""
                        update audit_forward set failures = failures + 1, last_problem = :problem,
                               retry_at = clock_timestamp() + make_interval(secs => :pause)
                         where target = :target and lease_owner = :owner""")
                .bind("pause", pause.toSeconds())
                .bind("problem", problem)
                .bind("target", target)
                .bind("owner", owner)
                .execute();
    }
}
