/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.overread.config.ConfigurationStore;
import org.overread.config.Hl7Receiver;
import org.overread.hl7.OutgoingTable.Waiting;
import org.overread.outbox.Breaker;
import org.overread.outbox.Lease;
import org.overread.outbox.MessageEnded;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.PatientKey;
import org.overread.shared.Problem;

/**
 * Sends one message and reads its answer. Not reached: nothing went, it waits and is tried again. Refused: a dead letter
 * with its reason, and its key goes on. Sent without an answer that counts: in doubt, and by the receiver's profile either
 * sent again under the same MSH-10 or listed for a person.
 */
@ApplicationScoped
class MessageSend implements WorkHandler.Lengthy {
    static final String KIND = "hl7.send";

    private final OutgoingTable table;
    private final GroupOrderRows told;
    private final MllpLines lines;
    private final Breaker breaker;
    private final ConfigurationStore configuration;
    private final Event<Object> events;

    @Inject
    MessageSend(
            OutgoingTable table,
            GroupOrderRows told,
            MllpLines lines,
            Breaker breaker,
            ConfigurationStore configuration,
            Event<Object> events) {
        this.table = table;
        this.told = told;
        this.lines = lines;
        this.breaker = breaker;
        this.configuration = configuration;
        this.events = events;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected MessageSend() {
        this.table = null;
        this.told = null;
        this.lines = null;
        this.breaker = null;
        this.configuration = null;
        this.events = null;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt, Lease lease) {
        Optional<Waiting> found =
                table.load(item.payload(OutgoingMessages.Send.class).messageId());
        if (found.isEmpty() || found.get().state() == MessageState.DELIVERED) {
            return WorkOutcome.done();
        }
        Waiting message = found.get();
        byte[] raw = message.raw();
        Hl7Receiver receiver =
                configuration.current().receiver(message.receiver()).orElse(null);
        if (raw == null || receiver == null) {
            Problem problem = Problem.of(
                    raw == null
                            ? SendingMessages.MESSAGES.contentGone()
                            : SendingMessages.MESSAGES.noReceiver(message.receiver()));
            return new WorkOutcome.Dead(problem, () -> refused(message, "", new byte[0], problem));
        }
        if (message.doubts() > 0 && receiver.inDoubt() == Hl7Receiver.InDoubt.LIST) {
            // we stopped in the middle of a send: it may have arrived
            return listed(message, receiver);
        }
        String peer = Breaker.receiver(message.receiver());
        Optional<Duration> rest = breaker.rest(peer);
        if (rest.isPresent()) {
            return WorkOutcome.again(rest.get());
        }
        if (!lines.enter(message.receiver(), receiver.parallel())) {
            return WorkOutcome.again(
                    Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, 200)));
        }
        try {
            return send(message, raw, receiver, lease);
        } finally {
            lines.leave(message.receiver());
        }
    }

    private WorkOutcome send(Waiting message, byte[] raw, Hl7Receiver receiver, Lease lease) {
        MllpLine line;
        try {
            line = lines.take(message.receiver(), receiver);
        } catch (IOException e) {
            Problem problem = Problem.of(SendingMessages.MESSAGES.notReached(message.receiver()));
            return new WorkOutcome.Retry(problem, () -> {
                rests(message, problem);
                table.unanswered(message, waiting(message), problem, false);
            });
        }
        byte[] answer = null;
        boolean late = false;
        try {
            lease.fenced(() -> table.sending(message.id()));
            answer = line.exchange(raw);
        } catch (java.net.SocketTimeoutException e) {
            late = true;
        } catch (IOException e) {
            Hl7Log.LOG.debugf("message %s: %s", message.id(), e.getClass().getName());
        } finally {
            // an answer that does not belong here may be followed by the right one: never by the next message's
            if (answer != null && Reply.of(answer).answers(message.controlId())) {
                lines.giveBack(message.receiver(), line);
            } else {
                lines.drop(line);
            }
        }
        return ended(message, receiver, answer, late);
    }

    private WorkOutcome ended(Waiting message, Hl7Receiver receiver, byte @Nullable [] answer, boolean late) {
        if (answer == null) {
            String text = late
                    ? SendingMessages.MESSAGES.noAnswer(receiver.answerTimeout().toString())
                    : SendingMessages.MESSAGES.closedUnanswered();
            return inDoubt(message, receiver, Problem.of(text), late);
        }
        Reply reply = Reply.of(answer);
        if (!reply.answers(message.controlId())) {
            return inDoubt(message, receiver, Problem.of(SendingMessages.MESSAGES.otherAnswer()), false);
        }
        if (reply.positive()) {
            return WorkOutcome.done(() -> {
                breaker.answered(Breaker.receiver(message.receiver()));
                table.answered(message, MessageState.DELIVERED, reply.code(), answer, null);
                numbered(message, reply.filler());
                events.fire(told(message, true, ""));
            });
        }
        Problem problem = Problem.of(SendingMessages.MESSAGES.refusedThere(
                reply.code(), reply.error().isEmpty() ? "not given" : reply.error()));
        return new WorkOutcome.Dead(problem, () -> {
            breaker.answered(Breaker.receiver(message.receiver()));
            refused(message, reply.code(), answer, problem);
        });
    }

    /** A group's RIS may say in its answer under which number it has the order. */
    private void numbered(Waiting message, Reply.Number filler) {
        Long of = message.caseId();
        if (message.purpose() == Outgoing.Purpose.ORDER
                && of != null
                && !filler.value().isEmpty()) {
            told.filler(of, message.receiver().substring("group:".length()), filler.value(), filler.authority());
        }
    }

    private WorkOutcome inDoubt(Waiting message, Hl7Receiver receiver, Problem problem, boolean silent) {
        boolean again = receiver.inDoubt() == Hl7Receiver.InDoubt.RESEND && message.doubts() < receiver.resends();
        if (!again) {
            return new WorkOutcome.Dead(problem, () -> {
                if (silent) {
                    rests(message, problem);
                }
                table.unanswered(message, MessageState.IN_DOUBT, problem, true);
                events.fire(told(message, false, problem.code()));
            });
        }
        return new WorkOutcome.Retry(problem, () -> {
            if (silent) {
                rests(message, problem);
            }
            table.unanswered(message, MessageState.IN_DOUBT, problem, false);
        });
    }

    private WorkOutcome listed(Waiting message, Hl7Receiver receiver) {
        return inDoubt(message, receiver, Problem.of(SendingMessages.MESSAGES.closedUnanswered()), false);
    }

    private void refused(Waiting message, String code, byte[] answer, Problem problem) {
        table.answered(message, MessageState.REFUSED, code, answer, problem);
        events.fire(told(message, false, problem.code()));
    }

    private void rests(Waiting message, Problem problem) {
        breaker.failed(Breaker.receiver(message.receiver()), problem)
                .ifPresent(r -> Hl7Log.LOG.receiverRests(r.peer(), r.failures(), r.seconds()));
    }

    private static MessageState waiting(Waiting message) {
        return message.doubts() > 0 ? MessageState.IN_DOUBT : MessageState.WAITING;
    }

    private static MessageEnded told(Waiting message, boolean delivered, String problem) {
        return new MessageEnded(
                message.id(),
                message.receiver(),
                message.purpose().name(),
                message.caseId(),
                message.reportId(),
                message.site(),
                delivered,
                problem,
                message.patientId().isEmpty() ? null : new PatientKey(message.patientId(), message.patientAuthority()));
    }
}
