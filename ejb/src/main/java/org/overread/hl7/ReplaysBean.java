/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.shared.OverreadException;
import org.overread.shared.Problem;
import org.overread.shared.SharedMessages;

/** Who may send what through again, and how much of it at once. Holds no transaction itself: each message has its own. */
@Stateless
@Local(Replays.class)
@PermitAll
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
@SuppressWarnings("NullAway.Init") // injected
public class ReplaysBean implements Replays {
    private static final int COUNTED = 1000;

    @Inject
    private MessageRows rows;

    @Inject
    private MessageContent content;

    @Inject
    private Resending resending;

    @Inject
    private Clock clock;

    public ReplaysBean() {
        // for the container
    }

    ReplaysBean(MessageRows rows, MessageContent content, Resending resending, Clock clock) {
        this.rows = rows;
        this.content = content;
        this.resending = resending;
        this.clock = clock;
    }

    private interface Way {
        Replayed go(Scope scope, MessageView original, RawMessage message, boolean edited);
    }

    @Override
    public Replayed again(Scope scope, long id, byte @Nullable [] edited) {
        return one(scope, id, edited, resending::send);
    }

    @Override
    public Replayed preview(Scope scope, long id, byte @Nullable [] edited) {
        return one(scope, id, edited, resending::attempt);
    }

    @Override
    public Replayed.Batch all(Scope scope, ReplayReason reason) {
        return each(scope, reason, resending::send);
    }

    @Override
    public Replayed.Batch previewAll(Scope scope, ReplayReason reason) {
        return each(scope, reason, resending::attempt);
    }

    private Replayed one(Scope scope, long id, byte @Nullable [] edited, Way way) {
        MessageView message =
                rows.load(scope, id).orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
        Policy.mayOperate(scope).orThrow();
        if (!message.incoming()) {
            throw OverreadException.conflict(Hl7Messages.MESSAGES.notIncoming());
        }
        if (edited == null && !message.state().replayable()) {
            throw OverreadException.conflict(Hl7Messages.MESSAGES.notReplayable());
        }
        try {
            return way.go(scope, message, raw(message, edited), edited != null);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    private Replayed.Batch each(Scope scope, ReplayReason reason, Way way) {
        Policy.mayOperate(scope).orThrow();
        List<MessageView> found = rows.failedFor(scope, reason, COUNTED);
        List<Replayed> items = new ArrayList<>();
        for (MessageView message : found.subList(0, Math.min(found.size(), reason.limit()))) {
            try {
                items.add(way.go(scope, message, raw(message, null), false));
            } catch (RuntimeException e) {
                Problem problem = failure(e).problem();
                items.add(new Replayed(message.id(), null, MessageState.FAILED, "", problem, List.of()));
            }
        }
        return new Replayed.Batch(items, found.size() - items.size());
    }

    private static OverreadException failure(RuntimeException e) {
        if (e instanceof OverreadException known) {
            return known;
        }
        Hl7Log.LOG.messageFailed(IntakeFailed.because(e).description());
        return new OverreadException(OverreadException.Kind.UNPROCESSABLE, Hl7Messages.MESSAGES.replayFailed());
    }

    private RawMessage raw(MessageView message, byte @Nullable [] edited) {
        byte[] bytes = edited == null ? content.of(message) : edited;
        return new RawMessage(bytes, "replay:" + message.id(), message.peer(), null, clock.instant());
    }
}
