/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.overread.audit.AuditAnchor;
import org.overread.audit.AuditProblems;
import org.overread.audit.proof.Anchor;
import org.overread.audit.proof.Inclusion;
import org.overread.audit.proof.Merkle;
import org.overread.audit.proof.Place;
import org.overread.audit.proof.Seal;
import org.overread.audit.proof.Slice;
import org.overread.shared.OverreadException;

/** Finds what proves one event: its path, and the seals from its own to the first one that was told outside. */
final class InclusionProofs {
    private InclusionProofs() {}

    private record Found(Place place, byte[] canonical) {}

    /** @throws OverreadException when there is no such event, or none of the seals since was told outside */
    static Inclusion of(Handle h, long eventId) {
        Found event = h.createQuery("select slot, seq, canonical from audit_event where id = :id")
                .bind("id", eventId)
                .map((row, context) ->
                        new Found(new Place(row.getInt("slot"), row.getLong("seq")), row.getBytes("canonical")))
                .findFirst()
                .orElseThrow(() -> OverreadException.notFound(AuditProblems.MESSAGES.noEvent()));
        List<byte[]> seals = h.createQuery("""
                        select s.canonical from audit_seal s
                         where s.number between (select seal from audit_seal_slice where slot = :slot and last_seq >= :seq
                                                  order by last_seq limit 1)
                           and (select min(a.seal) from audit_anchor a
                                 where a.seal >= (select seal from audit_seal_slice
                                                   where slot = :slot and last_seq >= :seq order by last_seq limit 1))
                         order by s.number""")
                .bind("slot", event.place.slot())
                .bind("seq", event.place.seq())
                .mapTo(byte[].class)
                .list();
        if (seals.isEmpty()) {
            throw OverreadException.conflict(AuditProblems.MESSAGES.notAnchoredYet());
        }
        Seal seal = Seal.parse(seals.get(0));
        int index = index(seal, event.place);
        return new Inclusion(event.place, event.canonical, index, Merkle.path(leaves(h, seal.number()), index), seals);
    }

    private static int index(Seal seal, Place place) {
        long before = 0;
        for (Slice slice : seal.slices()) {
            if (slice.holds(place.slot(), place.seq())) {
                return Math.toIntExact(before + place.seq() - slice.first());
            }
            before += slice.events();
        }
        throw OverreadException.notFound(AuditProblems.MESSAGES.noEvent());
    }

    private static List<byte[]> leaves(Handle h, long seal) {
        byte[] all = h.createQuery("select leaves from audit_seal where number = :number")
                .bind("number", seal)
                .mapTo(byte[].class)
                .one();
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < all.length; i += Merkle.LENGTH) {
            leaves.add(Arrays.copyOfRange(all, i, i + Merkle.LENGTH));
        }
        return leaves;
    }

    static List<AuditAnchor> anchors(Handle h, @Nullable Long before, int limit) {
        return h.createQuery("""
                        select a.target, a.seal, a.at, a.receipt, s.canonical, k.public_key from audit_anchor a
                          join audit_seal s on s.number = a.seal
                          left join audit_key k
                            on k.key_id = substring(convert_from(s.canonical, 'UTF8') from 'key=([^\n]*)\n$')
                         where a.seal < coalesce(cast(:before as bigint), 9223372036854775807)
                         order by a.seal desc, a.target limit :limit""")
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> {
                    Seal seal = Seal.parse(row.getBytes("canonical"));
                    byte[] key = row.getBytes("public_key");
                    byte[] receipt = row.getBytes("receipt");
                    return new AuditAnchor(
                            seal.number(),
                            row.getString("target"),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            new Anchor(
                                            seal.number(),
                                            seal.hash(),
                                            seal.sealedAt(),
                                            seal.key(),
                                            key == null ? new byte[0] : key)
                                    .line(),
                            receipt == null ? null : Base64.getEncoder().encodeToString(receipt));
                })
                .list();
    }
}
