/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationDrafts;
import org.overread.config.ConfigurationStore;
import org.overread.config.Finding;
import org.overread.config.Sender;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.shared.OverreadException;
import org.overread.shared.Problem;

/** Tries a sender's profile on a sample message: what would be read from it, and where. Stores and changes nothing. */
@ApplicationScoped
public class SampleReading {
    private final ConfigurationStore store;
    private final ConfigurationDrafts drafts;
    private final Clock clock;

    @Inject
    SampleReading(ConfigurationStore store, ConfigurationDrafts drafts, Clock clock) {
        this.store = store;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected SampleReading() {
        this.store = null;
        this.drafts = null;
        this.clock = null;
    }

    /**
     * What is to be tried.
     *
     * @param document a configuration text; null = the one in force
     * @param message as it goes over the wire
     * @param peer the address it would come from
     * @param certificate subject of the client certificate it would come with; null without TLS
     * @param sender the profile to use; null = the one that is found as for a real message
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    public record Sample(
            @Nullable String document,
            byte[] message,
            String peer,
            @Nullable String certificate,
            @Nullable String sender) {}

    /**
     * What came of it.
     *
     * @param findings what is wrong with the document; then nothing was read
     * @param sender the profile's name
     * @param charset what the bytes were read as; empty when they could not be
     * @param acknowledgement MSA-1 by the message alone: what is stored already is not looked at
     * @param does what the message asks for
     * @param problems what the answer would say
     * @param fields each value that was read, patient data among them
     */
    public record Result(
            List<Finding> findings,
            String sender,
            String charset,
            String acknowledgement,
            String does,
            List<Said> problems,
            List<Extracted> fields) {

        static Result wrong(List<Finding> findings) {
            return new Result(findings, "", "", "", "", List.of(), List.of());
        }
    }

    /** One problem of the message. @param location {@code PID-3} */
    public record Said(String location, String code, String text) {
        static Said of(Fault fault) {
            Problem problem = fault.problem();
            return new Said(Fault.spoken(fault.location()), problem.code(), problem.text());
        }
    }

    /** One value. @param source its place, {@code OBR-18.1}, or {@code profile} */
    public record Extracted(String item, String value, String source) {
        @Override
        public String toString() {
            return "Extracted[" + item + " " + source + "]";
        }
    }

    /** @throws OverreadException when the document has no profile of the name */
    public Result read(Sample sample) {
        Configuration configuration = store.current();
        if (sample.document() != null) {
            ConfigurationDrafts.Draft draft = drafts.read(sample.document());
            if (draft.configuration().isEmpty()) {
                return Result.wrong(draft.findings());
            }
            configuration = draft.configuration().get();
        }
        RawMessage raw =
                new RawMessage(sample.message(), "sample", sample.peer(), sample.certificate(), clock.instant());
        Envelope envelope = Envelope.of(raw, configuration);
        if (sample.sender() != null) {
            Sender named = configuration.senderNamed(sample.sender());
            if (!named.isListed()) {
                throw OverreadException.badRequest(Hl7Messages.MESSAGES.noSuchProfile());
            }
            envelope = envelope.from(named);
        }
        List<Extracted> fields = new ArrayList<>();
        Translation translation = new Translator(
                        configuration, (item, value, source) -> fields.add(new Extracted(item, value, source)))
                .translate(envelope, 0);
        return result(envelope, translation.act(), fields);
    }

    private static Result result(Envelope envelope, Act act, List<Extracted> fields) {
        List<Fault> faults = List.of();
        String acknowledgement = Acknowledgement.ACCEPT;
        if (act instanceof Act.Refuse refuse) {
            faults = List.of(refuse.fault());
            acknowledgement = refuse.acknowledgement();
        } else if (act instanceof Act.Nothing nothing) {
            faults = List.of(nothing.why());
        } else if (act instanceof Act.Order order) {
            faults = order.warnings();
        } else if (act instanceof Act.Register register) {
            faults = register.warnings();
        } else if (act instanceof Act.Merge merge) {
            faults = merge.warnings();
        }
        return new Result(
                List.of(),
                envelope.sender().name(),
                CharacterSets.meant(envelope.header(), envelope.sender())
                        .map(Charset::name)
                        .orElse(""),
                acknowledgement,
                act.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                faults.stream().map(Said::of).toList(),
                List.copyOf(fields));
    }

    /** A text as the bytes that its own MSH-18 says; UTF-8 where that is no set that can write it. */
    public static byte[] bytes(String text) {
        String lines = text.replace("\r\n", "\r").replace('\n', '\r');
        Header header = new Header(lines.getBytes(StandardCharsets.UTF_8));
        Optional<Charset> declared = header.first(18).isEmpty()
                ? Optional.of(StandardCharsets.UTF_8)
                : CharacterSets.named(header.first(18));
        Charset charset = declared.filter(c -> c.canEncode() && c.newEncoder().canEncode(lines))
                .orElse(StandardCharsets.UTF_8);
        return lines.getBytes(charset);
    }
}
