/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.config.ConfigurationStore;
import org.overread.config.Sender;
import org.overread.hl7.MessageTable.Claim;
import org.overread.hl7adapter.api.Answer;
import org.overread.hl7adapter.api.RawMessage;

/**
 * Keeps a message that fails by our own fault from stopping its feed: it is tried three times, each time the sender sends
 * it, and then stored as failed and answered, for a person to look at and send through again.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
@SuppressWarnings("NullAway.Init") // injected
public class Troubles {
    static final int TRIES = 3;

    @Inject
    private Jdbi jdbi;

    @Inject
    private MessageTable table;

    @Inject
    private ConfigurationStore configuration;

    @Inject
    private Clock clock;

    /**
     * Counts one failure.
     *
     * @param reason classes and places, with no text of the failure
     * @return the answer at the third, else null: no answer, the connection is closed
     */
    public @Nullable Answer failed(RawMessage message, String reason) {
        Envelope envelope = Envelope.of(message, configuration.current());
        int tries = count(envelope, reason);
        if (tries < TRIES) {
            return null;
        }
        Sender.OwnFailure wish = envelope.sender().ownFailure();
        String code = wish.acknowledgement();
        if (code == null && tries > TRIES) {
            return new Answer.Close(); // stored before; the sender goes on sending it
        }
        Claim claim = table.unkeyed();
        Verdict verdict = new Verdict(
                MessageState.FAILED,
                code == null ? "" : code,
                List.of(Fault.of("", ErrorCode.INTERNAL, Hl7Messages.MESSAGES.ownFailure())));
        byte[] answer = code == null
                ? null
                : new Acknowledgement(envelope.header()).answer(code, claim.id(), clock.instant(), verdict.faults());
        table.insert(List.of(new StoredMessage(claim.id(), envelope, verdict, answer, Set.of())));
        Hl7Log.LOG.messageKept(claim.id());
        return answer == null ? new Answer.Close() : new Answer.Acknowledge(answer);
    }

    private int count(Envelope envelope, String reason) {
        return jdbi.withHandle(h -> {
            h.execute("delete from message_trouble where last_at < now() - interval '7 days'");
            return h.createQuery("""
                            insert into message_trouble (digest, tries, reason) values (:digest, 1, :reason)
                            on conflict (digest) do update
                               set tries = message_trouble.tries + 1, reason = excluded.reason, last_at = now()
                            returning tries""")
                    .bind("digest", envelope.digest())
                    .bind("reason", reason)
                    .mapTo(Integer.class)
                    .one();
        });
    }
}
