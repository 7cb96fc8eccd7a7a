/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.hl7adapter.api.Answer;
import org.overread.hl7adapter.api.MllpListener;
import org.overread.hl7adapter.api.RawMessage;

/**
 * Hands messages to the application in one transaction of the container, and answers only what was committed.
 *
 * <p>A call that returns does not mean a commit: after {@code setRollbackOnly()} the container rolls back without a word
 * to the adapter. So the transaction's own end is watched by a {@link Synchronization}, and only
 * {@link Status#STATUS_COMMITTED} counts.
 */
final class EndpointDelivery {
    static final Method ON_MESSAGES = onMessages();
    private static final int ENDPOINT_TRIES = 20;
    private static final long ENDPOINT_WAIT_MILLIS = 50;

    private final MessageEndpointFactory endpoints;
    private final TransactionSynchronizationRegistry transactions;

    EndpointDelivery(MessageEndpointFactory endpoints, TransactionSynchronizationRegistry transactions) {
        this.endpoints = endpoints;
        this.transactions = transactions;
    }

    /** Delivers all in one transaction; if that fails and there are several, each in its own, in order of arrival. */
    void deliver(List<PendingMessage> messages) {
        String failure = attempt(messages);
        if (failure == null) {
            return;
        }
        if (messages.size() == 1) {
            PendingMessage message = messages.get(0);
            tell(message, failure);
            message.reply().accept(new Answer.Close());
        } else {
            LOG.batchFailed(messages.size(), failure);
            messages.forEach(message -> deliver(List.of(message)));
        }
    }

    private static void tell(PendingMessage failed, String failure) {
        String connection = failed.message().connection();
        String peer = failed.message().peerAddress();
        if (failed.release2()) {
            LOG.messageRefused(connection, peer, failure);
        } else {
            LOG.messageFailed(connection, peer, failure);
        }
    }

    /**
     * One delivery, one transaction.
     *
     * @return why nothing was committed and nothing answered; null when all were
     */
    private @Nullable String attempt(List<PendingMessage> messages) {
        Outcome outcome = new Outcome();
        List<Answer> answers;
        try {
            MessageEndpoint endpoint = endpoint();
            try {
                answers = call(
                        endpoint,
                        outcome,
                        messages.stream().map(PendingMessage::message).toList());
            } finally {
                endpoint.release();
            }
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            LOG.debugf("delivery failed: %s", Failure.describe(e));
            return Failure.describe(e);
        }
        if (outcome.status != Status.STATUS_COMMITTED) {
            return "transaction status " + outcome.status;
        }
        for (int i = 0; i < answers.size(); i++) {
            messages.get(i).reply().accept(answers.get(i));
        }
        return null;
    }

    private List<Answer> call(MessageEndpoint endpoint, Outcome outcome, List<RawMessage> messages) throws Exception {
        endpoint.beforeDelivery(ON_MESSAGES);
        List<Answer> answers = List.of();
        try {
            transactions.registerInterposedSynchronization(outcome);
            answers = ((MllpListener) endpoint).onMessages(messages);
            if (answers.size() != messages.size()) {
                transactions.setRollbackOnly();
            }
        } finally {
            endpoint.afterDelivery(); // paired with beforeDelivery on every path; ends the transaction
        }
        return answers;
    }

    /** An endpoint can be unavailable for a moment, while the application starts or its beans are all in use. */
    private MessageEndpoint endpoint() throws ResourceException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return endpoints.createEndpoint(null);
            } catch (UnavailableException e) {
                if (tries == ENDPOINT_TRIES) {
                    throw e;
                }
                Thread.sleep(ENDPOINT_WAIT_MILLIS);
            }
        }
    }

    private static Method onMessages() {
        try {
            return MllpListener.class.getMethod("onMessages", List.class);
        } catch (NoSuchMethodException e) {
            throw new LinkageError("MllpListener", e);
        }
    }

    private static final class Outcome implements Synchronization {
        private volatile int status = Status.STATUS_NO_TRANSACTION;

        @Override
        public void beforeCompletion() {
            // the container's own affair
        }

        @Override
        public void afterCompletion(int status) {
            this.status = status;
        }
    }
}
