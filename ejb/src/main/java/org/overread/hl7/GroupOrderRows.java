/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What each group's RIS was told of a case. */
@ApplicationScoped
class GroupOrderRows {
    private final Jdbi jdbi;
    private final Clock clock;

    @Inject
    GroupOrderRows(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected GroupOrderRows() {
        this.jdbi = null;
        this.clock = null;
    }

    /** @param placed whether the last word was an order, and not a cancel */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    record Told(String group, boolean placed, byte[] digest) {}

    Optional<Long> caseOf(long order) {
        return jdbi.withHandle(h -> h.createQuery("select id from reading_case where order_id = :order")
                .bind("order", order)
                .mapTo(Long.class)
                .findOne());
    }

    /** So that of two workers the second sees what the first has told. */
    boolean lock(long caseId) {
        return jdbi.withHandle(h -> h.createQuery("select id from reading_case where id = :case for update")
                .bind("case", caseId)
                .mapTo(Long.class)
                .findOne()
                .isPresent());
    }

    List<Told> of(long caseId) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select owner_group, state, digest from group_order where case_id = :case limit 100")
                .bind("case", caseId)
                .map((row, context) -> new Told(
                        row.getString("owner_group"), row.getString("state").equals("PLACED"), row.getBytes("digest")))
                .list());
    }

    void placed(long caseId, String group, byte[] digest) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into group_order (case_id, owner_group, state, digest) values (:case, :group, 'PLACED', :digest)
                        on conflict (case_id, owner_group) do update
                           set state = 'PLACED', digest = excluded.digest, told_at = now()""")
                .bind("case", caseId)
                .bind("group", group)
                .bind("digest", digest)
                .execute());
    }

    void cancelled(long caseId, String group) {
        jdbi.useHandle(h ->
                h.createUpdate("""
                        update group_order set state = 'CANCELLED', told_at = now()
                         where case_id = :case and owner_group = :group""").bind("case", caseId).bind("group", group).execute());
    }

    /** The number that the group's RIS gave the order, and who assigned it; both empty while it has told none. */
    String[] filler(long caseId, String group) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select filler_number, filler_authority from group_order
                         where case_id = :case and owner_group = :group""")
                .bind("case", caseId)
                .bind("group", group)
                .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
                .findOne()
                .orElse(new String[0]));
    }

    /** A report of the group's told its number. */
    void filler(long report, String number, String authority) {
        if (number.isEmpty()) {
            return;
        }
        jdbi.useHandle(h -> h.createUpdate("""
                        update group_order o set filler_number = :number, filler_authority = :authority from report r
                         where r.id = :report and o.case_id = r.case_id and o.owner_group = r.owner_group
                           and (o.filler_number, o.filler_authority) is distinct from (:number, :authority)""")
                .bind("report", report)
                .bind("number", number)
                .bind("authority", authority)
                .execute());
    }

    /** The answer to an order told the group's number. */
    void filler(long caseId, String group, String number, String authority) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update group_order set filler_number = :number, filler_authority = :authority
                         where case_id = :case and owner_group = :group""")
                .bind("case", caseId)
                .bind("group", group)
                .bind("number", number)
                .bind("authority", authority)
                .execute());
    }

    /** Now, as ORC-9 has it. */
    String now() {
        return SegmentWriter.time(clock.instant());
    }

    byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
