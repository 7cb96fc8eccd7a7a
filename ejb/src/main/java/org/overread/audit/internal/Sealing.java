/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.overread.audit.proof.CanonicalEvent;
import org.overread.audit.proof.Merkle;
import org.overread.audit.proof.Place;
import org.overread.audit.proof.Seal;
import org.overread.audit.proof.Slice;

/**
 * The SQL of sealing: takes what the writers have committed since the last seal, in the order of slot and counter, and
 * chains it as one batch. A counter and its events are committed together, so what the counter says must be there; what is
 * not was removed, and the seal says so.
 */
final class Sealing {
    /** One number for all nodes: "ovr seal". */
    private static final long LOCK = 0x6F76_7273_6561_6CL;

    private Sealing() {}

    /**
     * What one turn did.
     *
     * @param seal the new seal; null when there was nothing to seal, or another node has the turn
     * @param more whether there may be more to seal at once
     */
    record Turn(@Nullable Seal seal, boolean more) {
        static final Turn NOTHING = new Turn(null, false);
    }

    private record Leaf(Place place, Instant at, byte[] hash) {}

    /** Seals up to so many events, in the transaction of the handle. */
    static Turn turn(Handle h, int limit, @Nullable SigningKey key) throws GeneralSecurityException {
        if (!h.createQuery("select pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one()) {
            return Turn.NOTHING;
        }
        List<Slice> slices = waiting(h, limit);
        if (slices.isEmpty()) {
            return Turn.NOTHING;
        }
        Optional<Seal> before = last(h);
        Seal seal = close(h, before, slices, key);
        long events = slices.stream().mapToLong(Slice::events).sum();
        return new Turn(seal, events >= limit);
    }

    /** Signed once, signed ever after: a node that was given no key leaves the trail to those that have one. */
    static void refuseUnsigned(Handle h, @Nullable SigningKey key) throws GeneralSecurityException {
        Optional<Seal> before = key == null ? last(h) : Optional.empty();
        if (before.isPresent() && !before.get().key().isEmpty()) {
            throw new GeneralSecurityException("the seals before are signed, and this server has no key");
        }
    }

    static Optional<Seal> last(Handle h) {
        return h.createQuery("select canonical from audit_seal order by number desc limit 1")
                .map((row, context) -> Seal.parse(row.getBytes("canonical")))
                .findOne();
    }

    private static List<Slice> waiting(Handle h, int limit) {
        List<Slice> all = h.createQuery("""
                        select slot, sealed + 1 as first, seq as last
                          from (select w.slot, w.seq, coalesce((select max(last_seq) from audit_seal_slice s
                                                                 where s.slot = w.slot), 0) as sealed
                                  from audit_writer w) writers
                         where seq > sealed order by slot""")
                .map((row, context) -> new Slice(row.getInt("slot"), row.getLong("first"), row.getLong("last")))
                .list();
        List<Slice> taken = new ArrayList<>();
        long left = limit;
        for (Slice each : all) {
            if (left > 0) {
                Slice part = new Slice(each.slot(), each.first(), Math.min(each.last(), each.first() + left - 1));
                taken.add(part);
                left -= part.events();
            }
        }
        return taken;
    }

    private static Seal close(Handle h, Optional<Seal> before, List<Slice> slices, @Nullable SigningKey key)
            throws GeneralSecurityException {
        // months that end long before the last seal need not be looked into
        Instant since =
                before.map(each -> each.sealedAt().minus(1, ChronoUnit.DAYS)).orElse(Instant.EPOCH);
        Map<Place, Leaf> found = leaves(h, slices, since);
        if (found.size() < slices.stream().mapToLong(Slice::events).sum()) {
            found = leaves(h, slices, Instant.EPOCH);
        }
        List<byte[]> leaves = new ArrayList<>();
        List<Place> missing = new ArrayList<>();
        for (Slice slice : slices) {
            for (long seq = slice.first(); seq <= slice.last(); seq++) {
                Place place = new Place(slice.slot(), seq);
                Leaf leaf = found.get(place);
                if (leaf == null) {
                    missing.add(place);
                }
                leaves.add(leaf == null ? Merkle.leaf(CanonicalEvent.missing(place)) : leaf.hash);
            }
        }
        Instant now = now(h, before);
        Instant oldest =
                found.values().stream().map(Leaf::at).min(Instant::compareTo).orElse(now);
        Instant newest =
                found.values().stream().map(Leaf::at).max(Instant::compareTo).orElse(now);
        Seal seal = new Seal(
                before.map(Seal::number).orElse(0L) + 1,
                before.map(Seal::hash).orElseGet(Seal::nothingBefore),
                Merkle.root(leaves),
                leaves.size(),
                now,
                oldest,
                newest,
                slices,
                missing,
                key == null ? "" : key.id());
        keep(h, seal, key, leaves);
        return seal;
    }

    /** Hashed where the events are: 32 bytes each come over. What is verified is hashed here, from what was kept. */
    private static Map<Place, Leaf> leaves(Handle h, List<Slice> slices, Instant since) {
        Map<Place, Leaf> found = new HashMap<>();
        h.createQuery("""
                        select e.slot, e.seq, e.at, sha256('\\x00'::bytea || e.canonical) as leaf
                          from unnest(:slots, :firsts, :lasts) s (slot, first, last)
                          join audit_event e on e.slot = s.slot and e.seq between s.first and s.last
                         where e.at >= :since""")
                .bindArray(
                        "slots", Integer.class, slices.stream().map(Slice::slot).toList())
                .bindArray(
                        "firsts", Long.class, slices.stream().map(Slice::first).toList())
                .bindArray("lasts", Long.class, slices.stream().map(Slice::last).toList())
                .bind("since", since)
                .map((row, context) -> leaf(row))
                .forEach(leaf -> found.put(leaf.place, leaf));
        return found;
    }

    private static Leaf leaf(ResultSet row) throws SQLException {
        return new Leaf(
                new Place(row.getInt("slot"), row.getLong("seq")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getBytes("leaf"));
    }

    /** By the database's clock, and never before the last seal though that clock were set back. */
    private static Instant now(Handle h, Optional<Seal> before) {
        Instant now = h.createQuery("select clock_timestamp()")
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant();
        return before.map(Seal::sealedAt).filter(now::isBefore).orElse(now);
    }

    private static void keep(Handle h, Seal seal, @Nullable SigningKey key, List<byte[]> leaves)
            throws GeneralSecurityException {
        byte[] all = new byte[leaves.size() * Merkle.LENGTH];
        for (int i = 0; i < leaves.size(); i++) {
            System.arraycopy(leaves.get(i), 0, all, i * Merkle.LENGTH, Merkle.LENGTH);
        }
        h.createUpdate("""
                        insert into audit_seal (number, hash, canonical, signature, leaves, sealed_at, oldest, newest, events)
                        values (:number, :hash, :canonical, :signature, :leaves, :sealedAt, :oldest, :newest, :events)""")
                .bind("number", seal.number())
                .bind("hash", seal.hash())
                .bind("canonical", seal.canonical())
                .bind("signature", key == null ? null : seal.sign(key.privateKey()))
                .bind("leaves", all)
                .bind("sealedAt", seal.sealedAt())
                .bind("oldest", seal.oldest())
                .bind("newest", seal.newest())
                .bind("events", seal.events())
                .execute();
        var batch = h.prepareBatch(
                "insert into audit_seal_slice (slot, first_seq, last_seq, seal) values (:slot, :first, :last, :seal)");
        for (Slice slice : seal.slices()) {
            batch.bind("slot", slice.slot())
                    .bind("first", slice.first())
                    .bind("last", slice.last())
                    .bind("seal", seal.number())
                    .add();
        }
        batch.execute();
        if (key != null) {
            h.createUpdate("""
                            insert into audit_key (key_id, public_key, since_seal) values (:id, :key, :seal)
                            on conflict (key_id) do nothing""")
                    .bind("id", key.id())
                    .bind("key", key.publicKey())
                    .bind("seal", seal.number())
                    .execute();
        }
    }
}
