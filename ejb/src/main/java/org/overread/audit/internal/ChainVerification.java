/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.overread.audit.AuditVerification;
import org.overread.audit.proof.Anchors;
import org.overread.audit.proof.ChainCheck;
import org.overread.audit.proof.Finding;
import org.overread.audit.proof.Place;
import org.overread.audit.proof.Seal;

/** Checks the chain in the database, a stretch at a time: all seals, the events of each, and at its end what is in no seal. */
final class ChainVerification {
    private static final int MOST_TOLD = 20;

    private final Handle h;
    private final ChainRows rows;
    private final List<Finding> found = new ArrayList<>();
    private final ChainCheck check;

    ChainVerification(Handle h, Anchors anchors, @Nullable SigningKey key) {
        this.h = h;
        this.rows = new ChainRows(h).atOneMoment();
        this.check = new ChainCheck(anchors, this::tell);
        rows.keys().forEach(check::key);
        if (key != null) {
            check.key(key.id(), key.publicKey());
        }
    }

    private void tell(Finding finding) {
        if (found.size() < MOST_TOLD) {
            found.add(finding);
        }
    }

    /**
     * @param after the seal that the stretch before ended with; 0 for the first
     * @param atMost how long to go on; at least one seal is looked at
     */
    AuditVerification stretch(long after, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        long archived = rows.archivedTo();
        long at = after;
        if (after > 0) {
            at = resume(after);
        }
        OptionalLong next = rows.next(at);
        while (next.isPresent() && (at == after || System.nanoTime() < end)) {
            at = next.getAsLong();
            seal(at, archived);
            next = rows.next(at);
        }
        if (next.isEmpty()) {
            check.finish();
            unsealed();
            strangers();
        }
        return new AuditVerification(
                found.isEmpty(),
                check.seals(),
                check.events(),
                check.confirmed(),
                found.stream().map(AuditVerification.Bad::of).toList(),
                next.isPresent() ? Long.toString(at) : null);
    }

    private long resume(long after) {
        return rows.seal(after)
                .map(row -> {
                    try {
                        check.after(Seal.parse(row.kept().canonical()), rows.positions(after));
                        return after;
                    } catch (IllegalArgumentException e) {
                        return 0L;
                    }
                })
                .orElse(0L);
    }

    private void seal(long number, long archived) {
        ChainRows.SealRow row = rows.seal(number).orElseThrow();
        check.begin(row.kept());
        if (!row.holds()) {
            tell(new Finding(number, "", Finding.Problem.SEAL_CHANGED));
        }
        if (number <= archived) {
            check.passOverEvents();
            return;
        }
        try {
            rows.events(Seal.parse(row.kept().canonical()), event -> event(number, event));
        } catch (IllegalArgumentException e) {
            return; // told already
        }
        check.end();
    }

    private void event(long seal, ChainRows.EventRow event) {
        int before = found.size();
        check.event(event.place(), event.canonical());
        if (!event.holds() && found.size() == before) {
            tell(new Finding(seal, event.place().toString(), Finding.Problem.COLUMNS_CHANGED));
        }
    }

    /** Between the last seal and each writer's counter nothing may be missing either. */
    private void unsealed() {
        h.createQuery("""
                        select slot, seq from (
                            select s.slot, g.seq from (
                                select w.slot, w.seq as written, coalesce((select max(last_seq) from audit_seal_slice l
                                                                            where l.slot = w.slot), 0) as sealed
                                  from audit_writer w) s, generate_series(s.sealed + 1, s.written) g (seq)) there
                         where not exists (select from audit_event e where e.slot = there.slot and e.seq = there.seq)
                         order by slot, seq limit :most""")
                .bind("most", MOST_TOLD)
                .map((row, context) -> new Place(row.getInt("slot"), row.getLong("seq")))
                .forEach(place -> tell(new Finding(0, place.toString(), Finding.Problem.EVENT_MISSING)));
        h.createQuery("""
                        select s.slot, s.last from (select slot, max(last_seq) as last from audit_seal_slice
                                                     group by slot) s
                          left join audit_writer w on w.slot = s.slot
                         where w.seq is null or w.seq < s.last order by s.slot""")
                .map((row, context) -> new Place(row.getInt("slot"), row.getLong("last")))
                .forEach(place -> tell(new Finding(0, place.toString(), Finding.Problem.WRITER_CHANGED)));
        new ChainRows(h).unsealed(event -> {
            if (!event.holds()) {
                tell(new Finding(0, event.place().toString(), Finding.Problem.COLUMNS_CHANGED));
            }
        });
    }

    /** Events that no writer counted, or that are there twice; looked for only when there are more than counted. */
    private void strangers() {
        boolean more = h.createQuery("""
                        select w.slot, w.seq, e.events, e.lowest from (select slot, count(*) as events, min(seq) as lowest
                                                                         from audit_event group by slot) e
                          left join audit_writer w on w.slot = e.slot""")
                .map((row, context) -> row.getObject("seq") == null
                        || row.getLong("lowest") < 1
                        || row.getLong("events") > row.getLong("seq") - (row.getLong("lowest") - 1))
                .list()
                .contains(true);
        boolean missing = found.stream()
                .anyMatch(each -> each.problem() == Finding.Problem.EVENT_MISSING
                        || each.problem() == Finding.Problem.EVENT_MISSING_BEFORE_SEAL);
        if (!more && !missing) {
            return;
        }
        h.createQuery("""
                        (select e.slot, e.seq from audit_event e
                          where not exists (select from audit_writer w where w.slot = e.slot
                                                                         and e.seq between 1 and w.seq)
                          limit :most)
                        union
                        (select slot, seq from audit_event group by slot, seq having count(*) > 1 limit :most)
                        order by 1, 2""")
                .bind("most", MOST_TOLD)
                .map((row, context) -> new Place(row.getInt("slot"), row.getLong("seq")))
                .forEach(place -> tell(new Finding(0, place.toString(), Finding.Problem.EVENT_INSERTED)));
    }
}
