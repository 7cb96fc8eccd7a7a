/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.overread.hl7.Hl7Log.LOG;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Inject
    private Clock clock;

    @Override
    public List<Answer> onMessages(List<RawMessage> messages) {
        List<Optional<Batch>> batches = messages.stream().map(Batch::of).toList();
        if (batches.stream().allMatch(Optional::isEmpty)) {
            return together(messages);
        }
        return IntStream.range(0, messages.size())
                .mapToObj(i -> batches.get(i)
                        .map(this::oneByOne)
                        .orElseGet(() -> together(List.of(messages.get(i))).get(0)))
                .toList();
    }

    /** A batch's messages are taken in their order, each by itself; sent again, those that were taken are repeats. */
    private Answer oneByOne(Batch batch) {
        List<byte[]> answers = new ArrayList<>();
        for (RawMessage message : batch.messages()) {
            Answer answer = together(List.of(message)).get(0);
            if (answer instanceof Answer.Close) {
                return answer;
            }
            if (answer instanceof Answer.Acknowledge acknowledge) {
                answers.add(acknowledge.content());
            }
        }
        return answers.isEmpty()
                ? new Answer.Silence()
                : new Answer.Acknowledge(batch.answer(answers, intake.number(), clock.instant()));
    }

    private List<Answer> together(List<RawMessage> messages) {
        try {
            List<Intake.Taken> taken = intake.take(messages);
            return IntStream.range(0, messages.size())
                    .mapToObj(i -> answer(taken.get(i)))
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

    /** A sender that wants no answer would take one for the next message's. */
    private static Answer answer(Intake.Taken taken) {
        return taken.wanted() ? new Answer.Acknowledge(taken.answer()) : new Answer.Silence();
    }
}
