/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Writes messages and tells repeats; each statement serves a whole delivery. */
@Dependent
class MessageTable {
    private final Jdbi jdbi;

    @Inject
    MessageTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What is known of a message before it is processed.
     *
     * @param id its number
     * @param fresh false when its repeat key is taken: it came before and was answered positively
     * @param reused another message came under the same control ID
     */
    record Claim(long id, boolean fresh, boolean reused) {}

    /**
     * Takes each message's number and repeat key. A key that another transaction holds is waited for, so that of two
     * identical messages on two connections the second meets the first one's result.
     */
    List<Claim> claim(List<Envelope> envelopes) {
        return jdbi.withHandle(h -> {
            var query = h.createQuery("""
                    with input as materialized (
                        select ordinal, keyed = 1 as keyed, sender, application, facility, control,
                               decode(hex, 'hex') as digest, received_at, nextval('message_id_seq') as id
                          from unnest(:ordinals, :keyed, :senders, :applications, :facilities, :controls, :digests,
                                      cast(:times as timestamptz[]))
                            as i (ordinal, keyed, sender, application, facility, control, hex, received_at)),
                    taken as (
                        insert into message_repeat (sender, sending_application, sending_facility, control_id, digest,
                                                    message_id, received_at)
                        select sender, application, facility, control, digest, id, received_at from input where keyed
                         order by sender, application, facility, control, digest, ordinal
                        on conflict do nothing
                        returning message_id)
                    select i.id, not i.keyed or t.message_id is not null as fresh,
                           i.keyed and exists (
                               select 1 from message_repeat r
                                where r.sender = i.sender and r.sending_application = i.application
                                  and r.sending_facility = i.facility and r.control_id = i.control
                                  and r.digest <> i.digest) as reused
                      from input i left join taken t on t.message_id = i.id
                     order by i.ordinal""");
            keys(query, envelopes)
                    .bindArray(
                            "ordinals",
                            Integer.class,
                            java.util.stream.IntStream.range(0, envelopes.size())
                                    .boxed()
                                    .toList())
                    .bindArray(
                            "keyed",
                            Integer.class,
                            envelopes.stream()
                                    .map(e -> e.hasRepeatKey() ? 1 : 0)
                                    .toList())
                    .bindArray(
                            "times",
                            String.class,
                            envelopes.stream()
                                    .map(e -> e.receivedAt().toString())
                                    .toList());
            return query.map((row, context) ->
                            new Claim(row.getLong("id"), row.getBoolean("fresh"), row.getBoolean("reused")))
                    .list();
        });
    }

    /** A number for a message that takes no repeat key. */
    Claim unkeyed() {
        return jdbi.withHandle(h -> new Claim(
                h.createQuery("select nextval('message_id_seq')")
                        .mapTo(Long.class)
                        .one(),
                true,
                false));
    }

    /**
     * The answer that was given to a message the first time.
     *
     * @param id that message
     * @param answer empty bytes when its month is gone already
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    record Earlier(long id, byte[] answer) {}

    @Nullable
    Earlier earlier(Envelope envelope) {
        return jdbi.withHandle(h -> one(h.createQuery("""
                                select r.message_id, m.answer from message_repeat r
                                  left join message m on m.id = r.message_id and m.received_at = r.received_at
                                 where r.sender = :sender and r.sending_application = :application
                                   and r.sending_facility = :facility and r.control_id = :control
                                   and r.digest = :digest"""), envelope)
                .map((row, context) -> {
                    byte[] answer = row.getBytes("answer");
                    return new Earlier(row.getLong("message_id"), answer == null ? new byte[0] : answer);
                })
                .findFirst()
                .orElse(null));
    }

    /** Gives the repeat key of a refused message free again. */
    void release(List<Long> ids, List<Envelope> envelopes) {
        for (int i = 0; i < ids.size(); i++) {
            long id = ids.get(i);
            Envelope envelope = envelopes.get(i);
            jdbi.useHandle(
                    h -> one(h.createUpdate("""
                                    delete from message_repeat
                                     where sender = :sender and sending_application = :application
                                       and sending_facility = :facility and control_id = :control
                                       and digest = :digest and message_id = :id"""), envelope).bind("id", id).execute());
        }
    }

    /** Says of a message of this transaction that a person sent another through again as this one. */
    void resent(long id, long original, String user, boolean edited) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update message set resend_of = :original, resent_by = :user, edited = :edited
                         where id = :id and xid = pg_current_xact_id()""")
                .bind("id", id)
                .bind("original", original)
                .bind("user", user)
                .bind("edited", edited)
                .execute());
    }

    void insert(List<StoredMessage> messages) {
        jdbi.useHandle(h -> {
            PreparedBatch batch = h.prepareBatch("""
                    insert into message (id, received_at, direction, sender, site, peer, sending_application,
                           sending_facility, control_id, message_type, state, acknowledgement, problem_code,
                           problem_text, codec, raw, answer, digest)
                    values (:id, :receivedAt, 'I', :sender, :site, :peer, :application, :facility, :control, :type,
                            :state, :acknowledgement, :code, :text, :codec, :raw, :answer, :digest)""");
            messages.forEach(message -> bind(batch, message));
            batch.execute();
            identifiers(h, messages);
        });
    }

    private static void identifiers(Handle h, List<StoredMessage> messages) {
        List<Object[]> rows = new ArrayList<>();
        for (StoredMessage message : messages) {
            String at = message.envelope().receivedAt().toString();
            message.identifiers()
                    .forEach(i ->
                            rows.add(new Object[] {message.id(), at, i.kind().name(), i.value(), i.authority()}));
        }
        if (!rows.isEmpty()) {
            h.createUpdate("""
                            insert into message_identifier (message_id, received_at, kind, value, authority)
                            select id, at, kind, value, authority
                              from unnest(:ids, cast(:times as timestamptz[]), :kinds, :values, :authorities)
                                as i (id, at, kind, value, authority)""")
                    .bindArray("ids", Long.class, column(rows, 0))
                    .bindArray("times", String.class, column(rows, 1))
                    .bindArray("kinds", String.class, column(rows, 2))
                    .bindArray("values", String.class, column(rows, 3))
                    .bindArray("authorities", String.class, column(rows, 4))
                    .execute();
        }
    }

    private static Object[] column(List<Object[]> rows, int number) {
        return rows.stream().map(row -> row[number]).toArray();
    }

    private static void bind(PreparedBatch batch, StoredMessage message) {
        Envelope envelope = message.envelope();
        var problem = message.verdict().faults().isEmpty()
                ? null
                : message.verdict().faults().get(0).problem();
        Packed packed = Packed.of(envelope.raw().content());
        batch.bind("id", message.id())
                .bindByType("receivedAt", at(envelope.receivedAt()), OffsetDateTime.class)
                .bind("sender", envelope.sender().name())
                .bind("site", envelope.sender().site())
                .bind("peer", envelope.raw().peerAddress())
                .bind("application", envelope.application())
                .bind("facility", envelope.facility())
                .bind("control", envelope.controlId())
                .bind("type", envelope.type())
                .bind("state", message.verdict().state().name())
                .bind("acknowledgement", message.verdict().acknowledgement())
                .bind("code", problem == null ? null : problem.code())
                .bind("text", problem == null ? null : problem.text())
                .bind("codec", packed.codec())
                .bind("raw", packed.bytes())
                .bind("answer", message.answer())
                .bind("digest", envelope.digest())
                .add();
    }

    private static <T extends SqlStatement<T>> T one(T statement, Envelope envelope) {
        return statement
                .bind("sender", envelope.sender().name())
                .bind("application", envelope.application())
                .bind("facility", envelope.facility())
                .bind("control", envelope.controlId())
                .bind("digest", envelope.digest());
    }

    private static <T extends SqlStatement<T>> T keys(T statement, List<Envelope> envelopes) {
        Map<String, Function<Envelope, String>> columns = new HashMap<>();
        columns.put("senders", e -> e.sender().name());
        columns.put("applications", Envelope::application);
        columns.put("facilities", Envelope::facility);
        columns.put("controls", Envelope::controlId);
        columns.put("digests", e -> HexFormat.of().formatHex(e.digest()));
        columns.forEach((name, value) -> statement.bindArray(
                name, String.class, envelopes.stream().map(value).toList()));
        return statement;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
