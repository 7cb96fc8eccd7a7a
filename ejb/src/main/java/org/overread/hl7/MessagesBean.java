/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.shared.OverreadException;
import org.overread.shared.Problem;
import org.overread.shared.SharedMessages;

/** Reads messages from PostgreSQL. */
@Stateless
@Local(Messages.class)
@PermitAll
@SuppressWarnings("NullAway.Init") // injected
public class MessagesBean implements Messages {
    private static final String COLUMNS = """
            m.id, m.received_at, m.direction, m.sender, m.site, m.peer, m.sending_application, m.sending_facility,
            m.control_id, m.message_type, m.state, m.acknowledgement, m.problem_code, m.problem_text
            """;

    @Inject
    private Jdbi jdbi;

    @Inject
    private Intake intake;

    @Inject
    private Clock clock;

    public MessagesBean() {
        // for the container
    }

    MessagesBean(Jdbi jdbi, Intake intake, Clock clock) {
        this.jdbi = jdbi;
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public List<MessageView> search(Scope scope, MessageSearch search) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> values = new HashMap<>();
        part(
                conditions,
                values,
                "state",
                search.state() == null ? "" : search.state().name());
        part(conditions, values, "sender", search.sender());
        part(conditions, values, "control_id", search.controlId());
        part(conditions, values, "message_type", search.type());
        if (!search.value().isEmpty()) {
            conditions.add("""
                    (m.id, m.received_at) in (
                        select i.message_id, i.received_at from message_identifier i
                         where (:kind = '' or i.kind = :kind) and i.value = :value
                           and (:authority = '' or i.authority = :authority))""");
            values.put("kind", search.kind());
            values.put("value", search.value());
            values.put("authority", search.authority());
        }
        var after = search.after();
        if (after != null) {
            conditions.add("(m.received_at, m.id) < (:afterTime, :afterId)");
            values.put("afterTime", after.receivedAt().atOffset(ZoneOffset.UTC));
            values.put("afterId", after.id());
        }
        return jdbi.withHandle(h -> identified(
                h,
                h.createQuery("select " + COLUMNS + " from message m where "
                                + String.join(" and ", conditions) + " and " + scope.sql("m.site")
                                + " order by m.received_at desc, m.id desc limit :limit")
                        .bindMap(values)
                        .bindMap(scope.bindings())
                        .bind("limit", search.limit())
                        .map((row, context) -> view(row, List.of()))
                        .list()));
    }

    @Override
    public MessageView load(Scope scope, long id) {
        return jdbi
                .withHandle(h -> identified(
                        h,
                        h.createQuery("select " + COLUMNS + " from message m where m.id = :message and "
                                        + scope.sql("m.site"))
                                .bind("message", id)
                                .bindMap(scope.bindings())
                                .map((row, context) -> view(row, List.of()))
                                .list()))
                .stream()
                .findFirst()
                .orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
    }

    @Override
    public Raw raw(Scope scope, long id) {
        load(scope, id);
        if (!scope.isSystem() && !scope.has(Role.INTEGRATOR)) {
            throw new OverreadException(OverreadException.Kind.FORBIDDEN, Hl7Messages.MESSAGES.integratorsOnly());
        }
        return jdbi
                .withHandle(h -> h.createQuery(
                                "select raw, answer from message m where id = :message and " + scope.sql("m.site"))
                        .bind("message", id)
                        .bindMap(scope.bindings())
                        .map((row, context) -> new Raw(row.getBytes("raw"), bytes(row, "answer")))
                        .list())
                .stream()
                .findFirst()
                .orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
    }

    @Override
    public MessageView replay(Scope scope, long id) {
        MessageView message = load(scope, id);
        Policy.mayOperate(scope).orThrow();
        if (!message.state().replayable()) {
            throw OverreadException.conflict(Hl7Messages.MESSAGES.notReplayable());
        }
        RawMessage raw = new RawMessage(content(id), "replay:" + id, message.peer(), null, clock.instant());
        Intake.Taken taken;
        try {
            taken = intake.again(raw, message.sender());
        } catch (RuntimeException e) {
            Hl7Log.LOG.messageFailed(IntakeFailed.because(e).description());
            throw new OverreadException(OverreadException.Kind.UNPROCESSABLE, Hl7Messages.MESSAGES.replayFailed());
        }
        Hl7Log.LOG.replayed(id, taken.id(), scope.user(), taken.state().name());
        return load(scope, taken.id());
    }

    private byte[] content(long id) {
        return jdbi.withHandle(h -> h.createQuery("select raw from message where id = :message")
                .bind("message", id)
                .map((row, context) -> row.getBytes("raw"))
                .one());
    }

    private static byte[] bytes(ResultSet row, String column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? new byte[0] : value;
    }

    private static void part(List<String> conditions, Map<String, Object> values, String column, String value) {
        if (!value.isEmpty()) {
            conditions.add("m." + column + " = :" + column);
            values.put(column, value);
        }
    }

    private static List<MessageView> identified(Handle h, List<MessageView> messages) {
        Map<Long, List<MessageView.Found>> found = new HashMap<>();
        if (!messages.isEmpty()) {
            h.createQuery("""
                            select message_id, kind, value, authority from message_identifier
                             where message_id = any(:ids) and received_at = any(cast(:times as timestamptz[]))
                             order by kind, value""")
                    .bindArray(
                            "ids",
                            Long.class,
                            messages.stream().map(MessageView::id).toList())
                    .bindArray(
                            "times",
                            String.class,
                            messages.stream()
                                    .map(m -> m.receivedAt().toString())
                                    .toList())
                    .map((row, context) -> found.computeIfAbsent(row.getLong("message_id"), k -> new ArrayList<>())
                            .add(new MessageView.Found(
                                    row.getString("kind"), row.getString("value"), row.getString("authority"))))
                    .list();
        }
        return messages.stream()
                .map(m -> with(m, found.getOrDefault(m.id(), List.of())))
                .toList();
    }

    private static MessageView with(MessageView m, List<MessageView.Found> identifiers) {
        return new MessageView(
                m.id(),
                m.receivedAt(),
                m.direction(),
                m.sender(),
                m.site(),
                m.peer(),
                m.sendingApplication(),
                m.sendingFacility(),
                m.controlId(),
                m.type(),
                m.state(),
                m.acknowledgement(),
                m.problem(),
                identifiers);
    }

    private static MessageView view(ResultSet row, List<MessageView.Found> identifiers) throws SQLException {
        String code = row.getString("problem_code");
        String text = row.getString("problem_text");
        return new MessageView(
                row.getLong("id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("direction").equals("I") ? "in" : "out",
                row.getString("sender"),
                row.getString("site"),
                row.getString("peer"),
                row.getString("sending_application"),
                row.getString("sending_facility"),
                row.getString("control_id"),
                row.getString("message_type"),
                MessageState.valueOf(row.getString("state")),
                row.getString("acknowledgement"),
                code == null || text == null ? null : new Problem(code, text),
                identifiers);
    }
}
