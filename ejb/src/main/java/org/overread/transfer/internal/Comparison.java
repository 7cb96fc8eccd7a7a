/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.Lease;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.InstanceList;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.SeriesRef;
import org.overread.transfer.TransferMessages;

/**
 * Which objects a study has at the source and which of them are at the destination, kept in the database and not in
 * memory, whatever the study's size.
 */
@ApplicationScoped
class Comparison {
    private static final int PAGE = 500;

    private final Jdbi jdbi;

    @Inject
    Comparison(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Comparison() {
        this.jdbi = null;
    }

    /** Which side is listed. */
    enum Side {
        SOURCE("at_source"),
        THERE("there");

        private final String column;

        Side(String column) {
            this.column = column;
        }
    }

    /**
     * How the two sides stand.
     *
     * @param source objects that the source holds
     * @param there how many of these the destination holds
     * @param lost how many were handed over in this attempt and are not there all the same
     */
    record Counts(int source, int there, int lost) {
        int missing() {
            return source - there;
        }
    }

    /**
     * Lists one side, after {@link #forget}.
     *
     * @return how many it holds
     * @throws ArchiveUnavailable when the peer named an object twice: between its pages something changed, and another
     *     object may not have been named at all
     */
    int list(long transfer, Side side, InstanceList list, DicomUid study, Lease lease) {
        List<InstanceRef> page = new ArrayList<>(PAGE);
        int given = list.each(study, instance -> {
            page.add(instance);
            if (page.size() == PAGE) {
                write(transfer, side, page, lease);
                page.clear();
            }
        });
        write(transfer, side, page, lease);
        if (count(transfer, side) != given) {
            throw new ArchiveUnavailable(TransferMessages.MESSAGES.listChanged(list.name()));
        }
        return given;
    }

    private int count(long transfer, Side side) {
        return jdbi.withHandle(
                h -> h.createQuery("select count(*) from transfer_instance where transfer_id = :id and " + side.column)
                        .bind("id", transfer)
                        .mapTo(Integer.class)
                        .one());
    }

    /** Forgets one side. */
    void forget(long transfer, Side side, Lease lease) {
        lease.fenced(() -> jdbi.useHandle(h -> h.createUpdate("update transfer_instance set " + side.column
                        + " = false where transfer_id = :id and " + side.column)
                .bind("id", transfer)
                .execute()));
    }

    private void write(long transfer, Side side, List<InstanceRef> page, Lease lease) {
        if (page.isEmpty()) {
            return;
        }
        Map<String, InstanceRef> byUid = new LinkedHashMap<>();
        page.forEach(instance -> byUid.put(instance.instance(), instance));
        lease.fenced(() -> jdbi.useHandle(h -> h.createUpdate("insert into transfer_instance as i"
                        + " (transfer_id, sop_uid, series_uid, " + side.column + ")"
                        + " select :id, sop, series, true from unnest(:sops, :series) as given (sop, series) order by sop"
                        + " on conflict (transfer_id, sop_uid) do update set " + side.column + " = true"
                        + (side == Side.SOURCE ? ", series_uid = excluded.series_uid" : ""))
                .bind("id", transfer)
                .bindArray("sops", String.class, byUid.keySet().toArray())
                .bindArray(
                        "series",
                        String.class,
                        byUid.values().stream().map(InstanceRef::series).toArray())
                .execute()));
    }

    /** Nothing is known and nothing was handed over: for a new attempt, and when a transfer is proved. */
    void begin(long transfer) {
        jdbi.useHandle(h -> h.createUpdate("delete from transfer_instance where transfer_id = :id")
                .bind("id", transfer)
                .execute());
    }

    /**
     * All that was missing has been handed over.
     *
     * @param believed whether the destination's word is taken for it, since it cannot be asked afterwards
     */
    void handed(long transfer, boolean believed) {
        jdbi.useHandle(h -> h.createUpdate("update transfer_instance set handed = true, there = there or :believed"
                        + " where transfer_id = :id and at_source and not there")
                .bind("id", transfer)
                .bind("believed", believed)
                .execute());
    }

    /** Notes in which order the series go. */
    void order(long transfer, List<SeriesRef> series) {
        if (!series.isEmpty()) {
            jdbi.useHandle(h -> h.createUpdate("update transfer_instance i set series_rank = given.place"
                            + " from unnest(:series) with ordinality as given (uid, place)"
                            + " where i.transfer_id = :id and i.series_uid = given.uid and i.at_source and not i.there")
                    .bind("id", transfer)
                    .bindArray(
                            "series",
                            String.class,
                            series.stream().map(SeriesRef::uid).toArray())
                    .execute());
        }
    }

    Counts counts(long transfer) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select count(*) filter (where at_source) as source,
                               count(*) filter (where at_source and there) as there,
                               count(*) filter (where at_source and not there and handed) as lost
                          from transfer_instance where transfer_id = :id""")
                .bind("id", transfer)
                .map((row, context) -> new Counts(row.getInt("source"), row.getInt("there"), row.getInt("lost")))
                .one());
    }

    /** The next objects that the destination lacks, after one, series by series in their order. */
    List<InstanceRef> missing(long transfer, @Nullable InstanceRef after, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select series_uid, sop_uid from transfer_instance
                         where transfer_id = :id and at_source and not there
                           and (series_rank, series_uid, sop_uid) > (
                               coalesce((select series_rank from transfer_instance
                                          where transfer_id = :id and sop_uid = :sop), -1), :series, :sop)
                         order by series_rank, series_uid, sop_uid limit :limit""")
                .bind("id", transfer)
                .bind("series", after == null ? "" : after.series())
                .bind("sop", after == null ? "" : after.instance())
                .bind("limit", limit)
                .map((row, context) -> new InstanceRef(row.getString("series_uid"), row.getString("sop_uid")))
                .list());
    }
}
