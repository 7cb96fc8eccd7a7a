/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.overread.hl7.Outgoing.Purpose;
import org.overread.shared.Problem;

/**
 * Outgoing messages: the content as a row of {@code message} with direction O, how far its delivery is in
 * {@code outgoing_message}. Both are written together.
 */
@ApplicationScoped
class OutgoingTable {
    private final Jdbi jdbi;

    @Inject
    OutgoingTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OutgoingTable() {
        this.jdbi = null;
    }

    long number() {
        return jdbi.withHandle(h -> h.createQuery("select nextval('message_id_seq')")
                .mapTo(Long.class)
                .one());
    }

    void insert(Outgoing message, long id, String controlId, Instant now, byte[] raw) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        Packed packed = Packed.of(raw);
        String shortType = shortened(message.type());
        jdbi.useHandle(h -> {
            h.createUpdate("""
                            insert into message (id, received_at, direction, sender, site, peer, sending_application,
                                   sending_facility, control_id, message_type, state, codec, raw, digest)
                            values (:id, :at, 'O', :sender, :site, :peer, :application, :facility, :control, :type,
                                   'WAITING', :codec, :raw, :digest)""")
                    .bind("id", id)
                    .bind("at", at)
                    .bind("sender", message.name())
                    .bind("site", message.site())
                    .bind("peer", message.profile().address())
                    .bind("application", message.profile().ownApplication())
                    .bind("facility", message.profile().ownFacility())
                    .bind("control", controlId)
                    .bind("type", shortType)
                    .bind("codec", packed.codec())
                    .bind("raw", packed.bytes())
                    .bind("digest", digest(raw))
                    .execute();
            h.createUpdate("""
                            insert into outgoing_message (message_id, received_at, receiver, purpose, case_id, report_id)
                            values (:id, :at, :receiver, :purpose, :case, :report)""")
                    .bind("id", id)
                    .bind("at", at)
                    .bind("receiver", message.receiver())
                    .bind("purpose", message.purpose())
                    .bind("case", message.caseId())
                    .bind("report", message.reportId())
                    .execute();
            var identifiers = h.prepareBatch("""
                    insert into message_identifier (message_id, received_at, kind, value, authority)
                    values (:id, :at, :kind, :value, :authority)""");
            message.identifiers().stream()
                    .filter(i -> !i.value().isEmpty())
                    .forEach(i -> identifiers
                            .bind("id", id)
                            .bind("at", at)
                            .bind("kind", i.kind().name())
                            .bind("value", i.value())
                            .bind("authority", i.authority())
                            .add());
            if (identifiers.size() > 0) {
                identifiers.execute();
            }
        });
    }

    /** MSH-9 without its structure. */
    private static String shortened(String type) {
        int second = type.indexOf('^', type.indexOf('^') + 1);
        return second < 0 ? type : type.substring(0, second);
    }

    /**
     * A message that waits to be sent.
     *
     * @param raw null when its month was taken away meanwhile
     * @param doubts how many sends in a row had no answer that counts
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    record Waiting(
            long id,
            Instant at,
            String receiver,
            Purpose purpose,
            @Nullable Long caseId,
            @Nullable Long reportId,
            String site,
            MessageState state,
            String controlId,
            byte @Nullable [] raw,
            int doubts,
            String patientId,
            String patientAuthority) {}

    /** Empty for a number that was never given. */
    Optional<Waiting> load(long id) {
        return jdbi.withHandle(h ->
                h.createQuery("""
                        select o.*, m.codec, m.raw, m.site, m.control_id, i.value as patient_id, i.authority
                          from outgoing_message o
                          left join message m on m.id = o.message_id and m.received_at = o.received_at
                          left join message_identifier i on i.message_id = o.message_id
                               and i.received_at = o.received_at and i.kind = 'PATIENT'
                         where o.message_id = :id limit 1""").bind("id", id).map(OutgoingTable::waiting).findOne());
    }

    private static Waiting waiting(ResultSet row, StatementContext context) throws SQLException {
        return new Waiting(
                row.getLong("message_id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("receiver"),
                Purpose.valueOf(row.getString("purpose")),
                row.getObject("case_id", Long.class),
                row.getObject("report_id", Long.class),
                text(row, "site"),
                MessageState.valueOf(row.getString("state")),
                text(row, "control_id"),
                Packed.read(row),
                row.getInt("doubts"),
                text(row, "patient_id"),
                text(row, "authority"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }

    /** The bytes are about to go: from here on, until an answer is written, nobody knows whether they arrived. */
    void sending(long id) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update outgoing_message set sends = sends + 1, doubts = doubts + 1, sent_at = clock_timestamp()
                         where message_id = :id""").bind("id", id).execute());
    }

    /** Answered: positively or not. */
    void answered(
            Waiting message, MessageState state, String acknowledgement, byte[] answer, @Nullable Problem problem) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update outgoing_message set state = :state, doubts = 0, answered_at = clock_timestamp()
                         where message_id = :id""")
                .bind("id", message.id())
                .bind("state", state)
                .execute());
        result(message, state, acknowledgement, answer, problem);
    }

    /** Not sent, or sent and not answered: it waits, or a person has to look. */
    void unanswered(Waiting message, MessageState state, Problem problem, boolean listed) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update outgoing_message set state = :state, doubts = case when :listed then 0 else doubts end
                         where message_id = :id""")
                .bind("id", message.id())
                .bind("state", state)
                .bind("listed", listed)
                .execute());
        result(message, state, "", null, problem);
    }

    private void result(
            Waiting message,
            MessageState state,
            String acknowledgement,
            byte @Nullable [] answer,
            @Nullable Problem problem) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update message set state = :state, acknowledgement = :acknowledgement,
                               answer = coalesce(:answer, answer), problem_code = :code, problem_text = :text
                         where id = :id and received_at = :at""")
                .bind("id", message.id())
                .bind("at", message.at().atOffset(ZoneOffset.UTC))
                .bind("state", state)
                .bind("acknowledgement", acknowledgement)
                .bind("answer", answer)
                .bind("code", problem == null ? null : problem.code())
                .bind("text", problem == null ? null : problem.text())
                .execute());
    }

    private static byte[] digest(byte[] raw) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(raw);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
