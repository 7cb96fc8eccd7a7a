/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.overread.hl7.Hl7Log.LOG;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.overread.hl7adapter.api.Answer;
import org.overread.hl7adapter.api.MllpListener;
import org.overread.hl7adapter.api.RawMessage;

/**
 * Takes what the MLLP adapter delivers. The delivery's own transaction holds nothing: the {@link Intake} commits in one of
 * its own before this returns, so that a failure at commit is met here like any other, and the one message that it was
 * about can be counted, kept and answered ({@link Troubles}).
 */
@MessageDriven
@ResourceAdapter("overread.ear#hl7-adapter.rar")
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@SuppressWarnings("NullAway.Init") // injected
public class Hl7MessageBean implements MllpListener {
    @Inject
    private Intake intake;

    @Inject
    private Troubles troubles;

    @Override
    public List<Answer> onMessages(List<RawMessage> messages) {
        try {
            List<Intake.Taken> taken = intake.take(messages);
            return IntStream.range(0, messages.size())
                    .mapToObj(i -> answer(messages.get(i), taken.get(i).answer()))
                    .toList();
        } catch (RuntimeException e) {
            IntakeFailed failure = IntakeFailed.because(e);
            if (messages.size() > 1 || !failure.countable()) {
                // several: the adapter tries each alone; database away: nothing counts, the sender sends again
                throw failure;
            }
            LOG.messageFailed(failure.description());
            Answer answer = troubles.failed(messages.get(0), failure.description());
            if (answer == null) {
                throw failure;
            }
            return List.of(answer);
        }
    }

    /** MSH-15 and MSH-16 both NE: the sender wants no answer, and would take one for the next message's. */
    private static Answer answer(RawMessage message, byte[] content) {
        Header header = new Header(message.content());
        boolean unwanted = header.first(15).equals("NE") && header.first(16).equals("NE");
        return unwanted ? new Answer.Silence() : new Answer.Acknowledge(content);
    }
}
