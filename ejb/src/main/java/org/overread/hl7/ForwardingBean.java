/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.overread.access.MessageResent;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Hl7Receiver;
import org.overread.shared.OverreadException;
import org.overread.shared.Problem;
import org.overread.shared.SharedMessages;

/** Writes the message to be sent, who asked for it and the audit message in one transaction. */
@Stateless
@Local(Forwarding.class)
@PermitAll
@SuppressWarnings("NullAway.Init") // injected
public class ForwardingBean implements Forwarding {
    private static final Pattern RECEIVER = Pattern.compile("(archive|sender|group|answers):[A-Za-z0-9._-]{1,64}");

    @Inject
    private MessageRows rows;

    @Inject
    private MessageContent content;

    @Inject
    private MessageTable table;

    @Inject
    private OutgoingMessages outgoing;

    @Inject
    private ConfigurationStore configuration;

    @Inject
    private Event<MessageResent> events;

    @Inject
    private Clock clock;

    public ForwardingBean() {
        // for the container
    }

    ForwardingBean(
            MessageRows rows,
            MessageContent content,
            MessageTable table,
            OutgoingMessages outgoing,
            ConfigurationStore configuration,
            Event<MessageResent> events,
            Clock clock) {
        this.rows = rows;
        this.content = content;
        this.table = table;
        this.outgoing = outgoing;
        this.configuration = configuration;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Forwarded forward(Scope scope, long id, String receiver) {
        MessageView message =
                rows.load(scope, id).orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
        Policy.mayOperate(scope).orThrow();
        Configuration current = configuration.current();
        if (!RECEIVER.matcher(receiver).matches()) {
            throw OverreadException.badRequest(SendingMessages.MESSAGES.noReceiver("of that name"));
        }
        Hl7Receiver to = current.receiver(receiver)
                .orElseThrow(() -> OverreadException.badRequest(SendingMessages.MESSAGES.noReceiver(receiver)));
        byte[] raw = content.of(message);
        byte[] sent = readdressed(message, raw, to);
        long as = outgoing.number();
        Outgoing forwarded = new Outgoing(
                receiver,
                to,
                message.site(),
                Outgoing.Purpose.FORWARD,
                "message:" + id,
                null,
                null,
                message.type(),
                w -> w,
                identifiers(message));
        outgoing.append(forwarded, as, message.controlId(), clock.instant().truncatedTo(ChronoUnit.MICROS), sent);
        table.resent(as, id, scope.user(), false);
        events.fire(new MessageResent(scope.user(), as, id, false, message.site(), message.patients()));
        List<Problem> atArchive = receiver.startsWith("archive:")
                ? ArchiveReading.of(raw, current.senderNamed(message.sender()))
                : List.of();
        return new Forwarded(id, as, receiver, atArchive);
    }

    private static byte[] readdressed(MessageView message, byte[] raw, Hl7Receiver to) {
        if (!message.incoming()) {
            throw OverreadException.conflict(Hl7Messages.MESSAGES.notForwardable());
        }
        try {
            return Readdressed.to(raw, to);
        } catch (IllegalArgumentException e) {
            throw OverreadException.conflict(Hl7Messages.MESSAGES.notForwardable());
        }
    }

    private static Set<Identifier> identifiers(MessageView message) {
        Set<Identifier> found = new LinkedHashSet<>();
        message.identifiers()
                .forEach(i -> found.add(new Identifier(Identifier.Kind.valueOf(i.kind()), i.value(), i.authority())));
        return found;
    }
}
