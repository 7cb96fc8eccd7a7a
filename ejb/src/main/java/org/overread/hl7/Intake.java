/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.overread.hl7.MessageTable.Claim;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.hl7adapter.api.RawMessage;

/**
 * Takes messages in: one call is one transaction of its own, committed when the call returns. Afterwards each message is
 * stored with its answer, and what it asked for is done; or, on an exception, nothing of the sort.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
@SuppressWarnings("NullAway.Init") // injected
public class Intake {
    @Inject
    private MessageTable table;

    @Inject
    private Application application;

    @Inject
    private Parts parts;

    @Inject
    private BackChannel backChannel;

    @Inject
    private ConfigurationStore configuration;

    @Inject
    private Clock clock;

    /**
     * A message after its transaction.
     *
     * @param wanted whether the sender wants the answer on its connection
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    public record Taken(long id, MessageState state, String acknowledgement, byte[] answer, boolean wanted) {}

    public Intake() {
        // for the container
    }

    Intake(
            MessageTable table,
            Application application,
            Parts parts,
            BackChannel backChannel,
            ConfigurationStore configuration,
            Clock clock) {
        this.parts = parts;
        this.backChannel = backChannel;
        this.table = table;
        this.application = application;
        this.configuration = configuration;
        this.clock = clock;
    }

    /**
     * @return one result a message, in the same order
     * @throws IntakeFailed when it is our fault; a failure at commit comes as the container's own exception
     */
    public List<Taken> take(List<RawMessage> messages) {
        Configuration current = configuration.current();
        return guarded(() -> {
            List<Envelope> envelopes =
                    messages.stream().map(raw -> Envelope.of(raw, current)).toList();
            List<StoredMessage> stored = process(envelopes, current);
            stored.stream()
                    .filter(message -> message.verdict().state() != MessageState.REPEATED)
                    .forEach(backChannel::answer);
            return stored.stream().map(Intake::taken).toList();
        });
    }

    /**
     * A stored message once more, in its sender's name and in the caller's transaction. One that was taken and did nothing
     * gives its repeat key away to the new one.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Taken again(RawMessage message, String sender, long original) {
        Configuration current = configuration.current();
        Envelope envelope = Envelope.of(message, current).from(current.senderNamed(sender));
        return guarded(() -> {
            table.release(List.of(original), List.of(envelope));
            return taken(process(List.of(envelope), current).get(0));
        });
    }

    /** A control ID for an answer that is no single message's. */
    public long number() {
        return table.unkeyed().id();
    }

    /** The container logs what leaves a bean with all its texts; those may quote a patient's data, so none leaves. */
    private static <T> T guarded(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            throw IntakeFailed.because(e);
        }
    }

    private List<StoredMessage> process(List<Envelope> envelopes, Configuration current) {
        List<Claim> claims = table.claim(envelopes);
        Translator translator = new Translator(current);
        List<Translation> translations = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            translations.add(
                    claims.get(i).fresh()
                            ? parts.translate(
                                    translator, envelopes.get(i), claims.get(i).id())
                            : new Translation(new Act.Repeat(), Set.of()));
        }
        List<Verdict> verdicts =
                application.apply(translations.stream().map(Translation::act).toList(), current);
        List<StoredMessage> stored = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            if (claims.get(i).fresh()) {
                stored.add(fresh(envelopes.get(i), claims.get(i), translations.get(i), verdicts.get(i)));
            } else {
                stored.add(repeated(envelopes.get(i), claims.get(i), stored));
            }
        }
        release(claims, stored);
        table.insert(stored);
        stored.stream()
                .filter(message -> message.verdict().positive())
                .forEach(message -> parts.taken(message.envelope()));
        return stored;
    }

    private StoredMessage fresh(Envelope envelope, Claim claim, Translation translation, Verdict verdict) {
        Verdict told = claim.reused()
                ? verdict.warned(Fault.of("MSH^1^10", ErrorCode.DUPLICATE_KEY, Hl7Messages.MESSAGES.controlIdReused()))
                : verdict;
        byte[] answer =
                acknowledgement(envelope).answer(told.acknowledgement(), claim.id(), clock.instant(), told.told());
        return new StoredMessage(claim.id(), envelope, told, answer, translation.identifiers());
    }

    private static Acknowledgement acknowledgement(Envelope envelope) {
        return new Acknowledgement(envelope.header(), envelope.sender().acknowledgements() != null);
    }

    /** The same message again: the same answer again, also when the first is in this very delivery. */
    private StoredMessage repeated(Envelope envelope, Claim claim, List<StoredMessage> before) {
        MessageTable.Earlier earlier = table.earlier(envelope);
        long first = earlier == null ? 0 : earlier.id();
        StoredMessage here =
                before.stream().filter(m -> m.id() == first).findFirst().orElse(null);
        if (here != null && !here.verdict().positive()) {
            return new StoredMessage(claim.id(), envelope, here.verdict(), here.answer(), here.identifiers());
        }
        byte[] answer = here != null ? here.answer() : earlier == null ? null : earlier.answer();
        if (answer == null || answer.length == 0) {
            answer = acknowledgement(envelope).answer(Acknowledgement.ACCEPT, claim.id(), clock.instant(), List.of());
        }
        Verdict verdict = new Verdict(MessageState.REPEATED, Acknowledgement.ACCEPT, List.of());
        return new StoredMessage(claim.id(), envelope, verdict, answer, Set.of());
    }

    /** Only a positive answer is repeated: a refused message is processed anew when it comes again. */
    private void release(List<Claim> claims, List<StoredMessage> stored) {
        List<Long> ids = new ArrayList<>();
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            StoredMessage message = stored.get(i);
            if (claims.get(i).fresh()
                    && !message.verdict().positive()
                    && message.envelope().hasRepeatKey()) {
                ids.add(message.id());
                envelopes.add(message.envelope());
            }
        }
        table.release(ids, envelopes);
    }

    private static Taken taken(StoredMessage message) {
        byte[] answer = message.answer();
        return new Taken(
                message.id(),
                message.verdict().state(),
                message.verdict().acknowledgement(),
                answer == null ? new byte[0] : answer,
                AnswerMode.of(message.envelope()).sends(message.verdict().acknowledgement()));
    }
}
