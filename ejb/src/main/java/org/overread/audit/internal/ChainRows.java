/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.overread.audit.proof.CanonicalEvent;
import org.overread.audit.proof.ChainCheck;
import org.overread.audit.proof.Place;
import org.overread.audit.proof.Seal;
import org.overread.audit.proof.Slice;

/** Reads the chain as it is kept, in its order, a few rows at a time. */
final class ChainRows {
    private static final int FETCH = 500;

    private final Handle h;

    ChainRows(Handle h) {
        this.h = h;
    }

    /**
     * A seal's row.
     *
     * @param kept its text, signature and leaves
     * @param holds whether the row's other columns and slices are those of its text
     */
    record SealRow(long number, ChainCheck.Kept kept, boolean holds) {}

    /**
     * An event's row.
     *
     * @param holds whether what it is searched by is what its bytes say
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record EventRow(Place place, byte[] canonical, boolean holds) {}

    /** All that is read sees the trail as it was at one moment. */
    ChainRows atOneMoment() {
        h.execute("set transaction isolation level repeatable read, read only");
        return this;
    }

    OptionalLong next(long after) {
        return h.createQuery("select number from audit_seal where number > :after order by number limit 1")
                .bind("after", after)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    Optional<SealRow> seal(long number) {
        List<Slice> slices = h.createQuery(
                        "select slot, first_seq, last_seq from audit_seal_slice where seal = :seal order by slot")
                .bind("seal", number)
                .map((row, context) -> new Slice(row.getInt("slot"), row.getLong("first_seq"), row.getLong("last_seq")))
                .list();
        return h.createQuery("select * from audit_seal where number = :number")
                .bind("number", number)
                .map((row, context) -> sealRow(row, slices))
                .findOne();
    }

    private static SealRow sealRow(ResultSet row, List<Slice> slices) throws SQLException {
        byte[] signature = row.getBytes("signature");
        ChainCheck.Kept kept = new ChainCheck.Kept(
                row.getBytes("canonical"), signature == null ? new byte[0] : signature, row.getBytes("leaves"));
        return new SealRow(row.getLong("number"), kept, holds(row, kept, slices));
    }

    private static boolean holds(ResultSet row, ChainCheck.Kept kept, List<Slice> slices) throws SQLException {
        try {
            Seal seal = Seal.parse(kept.canonical());
            return seal.number() == row.getLong("number")
                    && Arrays.equals(Seal.hash(kept.canonical()), row.getBytes("hash"))
                    && seal.events() == row.getLong("events")
                    && seal.sealedAt()
                            .equals(row.getObject("sealed_at", OffsetDateTime.class)
                                    .toInstant())
                    && seal.slices().equals(slices);
        } catch (IllegalArgumentException e) {
            return true; // the chain says so itself
        }
    }

    /** The events of a seal, in its order. */
    void events(Seal seal, Consumer<EventRow> each) {
        for (Slice slice : seal.slices()) {
            // one more at either end of time: whatever was moved there is not looked for
            rows(
                    "slot = :slot and seq between :first and :last and at between :oldest and :newest",
                    each,
                    Map.of(
                            "slot", slice.slot(),
                            "first", slice.first(),
                            "last", slice.last(),
                            "oldest", seal.oldest(),
                            "newest", seal.newest()));
        }
    }

    /** What no seal holds yet, by writer. */
    void unsealed(Consumer<EventRow> each) {
        Map<Integer, Long> sealed = positions(Long.MAX_VALUE);
        h.createQuery("select slot, seq from audit_writer order by slot")
                .map((row, context) -> new Place(row.getInt("slot"), row.getLong("seq")))
                .list()
                .forEach(writer -> rows(
                        "slot = :slot and seq > :sealed and seq <= :written",
                        each,
                        Map.of(
                                "slot", writer.slot(),
                                "sealed", sealed.getOrDefault(writer.slot(), 0L),
                                "written", writer.seq())));
    }

    private void rows(String where, Consumer<EventRow> each, Map<String, Object> bindings) {
        h.createQuery("""
                        select slot, seq, at, event, action, outcome, who, site, subject, canonical from audit_event
                         where """ + " " + where + " order by seq, at")
                .bindMap(bindings)
                .setFetchSize(FETCH)
                .map((row, context) -> eventRow(row))
                .useStream(rows -> rows.forEach(each));
    }

    private static EventRow eventRow(ResultSet row) throws SQLException {
        Place place = new Place(row.getInt("slot"), row.getLong("seq"));
        byte[] canonical = row.getBytes("canonical");
        byte[] line = CanonicalEvent.line(
                place,
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("event"),
                row.getString("action"),
                row.getInt("outcome"),
                row.getString("who"),
                row.getString("site"),
                row.getString("subject"));
        boolean holds =
                canonical.length >= line.length && Arrays.equals(canonical, 0, line.length, line, 0, line.length);
        return new EventRow(place, canonical, holds);
    }

    /** Up to where seals up to this one hold each writer's events. */
    Map<Integer, Long> positions(long seal) {
        Map<Integer, Long> positions = new HashMap<>();
        h.createQuery("select slot, max(last_seq) as last from audit_seal_slice where seal <= :seal group by slot")
                .bind("seal", seal)
                .map((row, context) -> new Place(row.getInt("slot"), row.getLong("last")))
                .forEach(each -> positions.put(each.slot(), each.seq()));
        return positions;
    }

    Map<String, byte[]> keys() {
        Map<String, byte[]> keys = new HashMap<>();
        h.createQuery("select key_id, public_key from audit_key order by since_seal")
                .map((row, context) -> Map.entry(row.getString("key_id"), row.getBytes("public_key")))
                .forEach(key -> keys.put(key.getKey(), key.getValue()));
        return keys;
    }

    /** The last seal whose events are in files only. */
    long archivedTo() {
        return h.createQuery("select coalesce(max(last_seal), 0) from audit_archive where dropped_at is not null")
                .mapTo(Long.class)
                .one();
    }
}
