/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;
import org.overread.access.MessageOpened;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.config.ConfigurationStore;
import org.overread.shared.OverreadException;
import org.overread.shared.SharedMessages;

/** Shows messages. Whoever sees what one says has it in the audit trail, in the same transaction. */
@Stateless
@Local(Messages.class)
@PermitAll
@SuppressWarnings("NullAway.Init") // injected
public class MessagesBean implements Messages {
    private static final String QUERY_CANCELLED = "57014";

    @Inject
    private Jdbi jdbi;

    @Inject
    private MessageRows rows;

    @Inject
    private MessageEffects effects;

    @Inject
    private ConfigurationStore configuration;

    @Inject
    private Event<MessageOpened> opened;

    public MessagesBean() {
        // for the container
    }

    MessagesBean(Jdbi jdbi, ConfigurationStore configuration, Event<MessageOpened> opened) {
        this(jdbi, new MessageRows(jdbi), configuration, opened);
    }

    MessagesBean(Jdbi jdbi, MessageRows rows, ConfigurationStore configuration, Event<MessageOpened> opened) {
        this.jdbi = jdbi;
        this.rows = rows;
        this.effects = new MessageEffects(jdbi);
        this.configuration = configuration;
        this.opened = opened;
    }

    @Override
    public List<MessageView> search(Scope scope, MessageSearch search) {
        try {
            return rows.search(scope, search);
        } catch (StatementException e) {
            if (e.getCause() instanceof SQLException sql && QUERY_CANCELLED.equals(sql.getSQLState())) {
                throw new OverreadException(OverreadException.Kind.UNPROCESSABLE, Hl7Messages.MESSAGES.searchTooLong());
            }
            throw e;
        }
    }

    @Override
    public MessageView load(Scope scope, long id) {
        return rows.load(scope, id).orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
    }

    @Override
    public Opened open(Scope scope, long id) {
        MessageView view = load(scope, id);
        MessageEffects.Done did = effects.of(scope, view);
        if (!Policy.mayReadRaw(scope).isAllowed()) {
            return new Opened(view, did, null);
        }
        Raw raw = content(scope, view);
        return new Opened(
                view,
                did,
                raw.message().length == 0
                        ? null
                        : MessageTree.of(
                                raw.message(),
                                raw.answer(),
                                configuration.current().senderNamed(view.sender())));
    }

    @Override
    public Raw raw(Scope scope, long id) {
        MessageView view = load(scope, id);
        if (!Policy.mayReadRaw(scope).isAllowed()) {
            throw new OverreadException(OverreadException.Kind.FORBIDDEN, Hl7Messages.MESSAGES.integratorsOnly());
        }
        Raw raw = content(scope, view);
        if (raw.message().length == 0) { // none comes in empty
            throw OverreadException.notFound(Hl7Messages.MESSAGES.contentGone());
        }
        return raw;
    }

    private Raw content(Scope scope, MessageView view) {
        Raw raw = jdbi.withHandle(h -> h.createQuery(
                        "select codec, raw, answer from message m where id = :message and received_at = :at and "
                                + scope.sql("m.site"))
                .bind("message", view.id())
                .bind("at", view.receivedAt().atOffset(ZoneOffset.UTC))
                .bindMap(scope.bindings())
                .map((row, context) -> {
                    byte[] answer = row.getBytes("answer");
                    return new Raw(Packed.read(row), answer == null ? new byte[0] : answer);
                })
                .one());
        if (!scope.isSystem()) {
            opened.fire(new MessageOpened(scope.user(), view.id(), view.site(), view.patients()));
        }
        return raw;
    }
}
