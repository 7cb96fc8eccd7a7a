/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * When cases need something next. A row stands for one thing at one instant and is written in the transaction of what
 * caused it; whoever claims a row deletes it, so that no other node does.
 */
@ApplicationScoped
public class CaseDue {
    /** What follows from the case itself; an offer is set by whoever makes it. */
    private static final Set<DueKind> OF_THE_CASE =
            Set.of(DueKind.WARN, DueKind.ESCALATE, DueKind.BREACH, DueKind.RESUME, DueKind.REMIND);

    private final Jdbi jdbi;

    @Inject
    CaseDue(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseDue() {
        this.jdbi = null;
    }

    /** A row that was claimed. */
    record Fired(long caseId, DueKind kind) {}

    /** Sets when a case needs this, instead of any former instant. Belongs to the caller's transaction. */
    public void set(long caseId, DueKind kind, Instant at) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into case_due (case_id, kind, due_at) values (:case, :kind, :at)
                        on conflict (case_id, kind) do update set due_at = excluded.due_at""")
                .bind("case", caseId)
                .bind("kind", kind.name())
                .bind("at", at)
                .execute());
    }

    /** It does not need this any more. */
    public void clear(long caseId, DueKind kind) {
        jdbi.useHandle(h -> h.createUpdate("delete from case_due where case_id = :case and kind = :kind")
                .bind("case", caseId)
                .bind("kind", kind.name())
                .execute());
    }

    /** Makes the rows say what a case that was just written needs. */
    void follow(ReadingCase c) {
        Map<DueKind, Instant> wanted = wanted(c);
        if (wanted.isEmpty() && c.clockStartedAt() == null && !c.held()) {
            return; // it never had any
        }
        boolean offered = c.ownerGroup() != null && c.state().isBeforeClaim();
        jdbi.useHandle(h -> h.createUpdate("""
                        with gone as (
                            delete from case_due
                             where case_id = :case and kind = any(:managed) and kind <> all(:kinds))
                        insert into case_due (case_id, kind, due_at)
                        select :case, kind, at::timestamptz from unnest(:kinds, :ats) as w (kind, at)
                        on conflict (case_id, kind) do update set due_at = excluded.due_at
                         where case_due.due_at <> excluded.due_at""")
                .bind("case", c.id())
                .bindArray(
                        "managed",
                        String.class,
                        Arrays.stream(DueKind.values())
                                .filter(k -> OF_THE_CASE.contains(k) || !offered)
                                .map(Enum::name)
                                .toArray())
                .bindArray(
                        "kinds",
                        String.class,
                        wanted.keySet().stream().map(Enum::name).toArray())
                .bindArray(
                        "ats",
                        String.class,
                        wanted.values().stream().map(Instant::toString).toArray())
                .execute());
    }

    /** What a case needs next, by itself, and when. */
    static Map<DueKind, Instant> wanted(ReadingCase c) {
        Map<DueKind, Instant> wanted = new EnumMap<>(DueKind.class);
        CaseWatch watch = c.watch();
        if (c.state().isOpen() && (c.held() || c.clockRuns())) {
            watch.remindAt(c.held(), c.dueAt()).ifPresent(at -> wanted.put(DueKind.REMIND, at));
        }
        if (c.held()) {
            if (c.state().isOpen() && watch.heldUntil() != null) {
                wanted.put(DueKind.RESUME, watch.heldUntil());
            }
            return wanted;
        }
        if (!c.clockRuns()) {
            return wanted;
        }
        if (watch.warnedAt() == null && c.warnAt() != null) {
            wanted.put(DueKind.WARN, c.warnAt());
        }
        if (watch.breachedAt() == null && c.dueAt() != null) {
            wanted.put(DueKind.BREACH, c.dueAt());
        }
        watch.nextAt(c.clockStartedAt(), c.dueAt()).ifPresent(at -> wanted.put(DueKind.ESCALATE, at));
        return wanted;
    }

    /** Claims what is due, oldest first; what another node is claiming is left to it. */
    List<Fired> claim(int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
                        with found as materialized (
                            select case_id, kind from case_due where due_at <= now()
                             order by due_at limit :limit for update skip locked)
                        delete from case_due d using found f where d.case_id = f.case_id and d.kind = f.kind
                        returning d.case_id, d.kind""")
                .bind("limit", limit)
                .map((row, context) -> new Fired(row.getLong(1), DueKind.valueOf(row.getString(2))))
                .list());
    }
}
