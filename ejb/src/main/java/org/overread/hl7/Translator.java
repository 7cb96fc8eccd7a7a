/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.overread.config.Archive;
import org.overread.config.Configuration;
import org.overread.config.Sender;
import org.overread.config.Site;
import org.overread.order.OrderCommand;
import org.overread.order.OrderRequest;
import org.overread.patient.PatientStatement;
import org.overread.shared.DicomUid;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/** Turns a message into what it asks for. Pure: no database, no clock. */
final class Translator {
    /** A visit is called off or deleted. The patient stays, and orders are cancelled by their own messages. */
    private static final Set<String> VISITS_ENDED = Set.of("A11", "A23");
    /** Called off, patient not come: the order still stands until its own message says otherwise. */
    private static final Set<String> APPOINTMENTS_ENDED = Set.of("S15", "S26");
    /** Staff and locations: nothing of ours. */
    private static final Set<String> MASTER_FILES = Set.of("M02", "M05");

    private static final Pattern VERSION = Pattern.compile("2\\.[1-9](\\.\\d+)?");

    private final Configuration configuration;

    private final Trace trace;

    Translator(Configuration configuration) {
        this(configuration, Trace.NONE);
    }

    /** @param trace told what is read, and from where */
    Translator(Configuration configuration, Trace trace) {
        this.configuration = configuration;
        this.trace = trace;
    }

    Translation translate(Envelope envelope, long messageId) {
        try {
            return Translation.of(act(envelope, messageId));
        } catch (MessageRefused refusal) {
            return Translation.refused(refusal);
        }
    }

    private Act act(Envelope envelope, long messageId) throws MessageRefused {
        Header header = envelope.header();
        checkHeader(envelope);
        Sender.Limits limits = envelope.sender().limits();
        if (envelope.raw().content().length > limits.bytes()) {
            throw new MessageRefused(
                    Fault.of("", ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.tooManyBytes(limits.bytes())));
        }
        String text = CharacterSets.decode(header, envelope.raw().content(), envelope.sender());
        Content content = Content.parse(
                text, header.separator(), CharacterSets.ofEscapes(header, envelope.sender()), limits.segments());
        checkWhole(header, content);
        Kind kind = Kind.of(header, content);
        if (kind.code().equals("ORU")
                && !configuration.groupsOf(envelope.sender().name()).isEmpty()) {
            return new Act.Results(
                    new ResultMapping(content, envelope, times(envelope), configuration, messageId, trace).reports());
        }
        PatientMapping patients = patients(envelope, content, messageId);
        return switch (kind.family()) {
            case ORDER -> order(envelope, content, patients, kind, messageId);
            case REGISTRATION -> registration(patients);
            case MERGE -> patients.merges();
            case LINK -> patients.link(kind.trigger().equals("A24"));
            case APPOINTMENT -> {
                PatientStatement patient = patients.patient();
                AppointmentMapping appointment = new AppointmentMapping(content, patient, times(envelope), trace);
                yield new Act.Order(new OrderRequest(appointment.commands()), patients.warnings());
            }
            case OTHER -> other(envelope.sender(), kind);
        };
    }

    /** A registration that holds more of an order than it should, and less than an order has, is still a registration. */
    private Act order(Envelope envelope, Content content, PatientMapping patients, Kind kind, long messageId)
            throws MessageRefused {
        try {
            return order(envelope, content, patients);
        } catch (MessageRefused refusal) {
            if (kind.declared() != Kind.Family.REGISTRATION) {
                throw refusal;
            }
        }
        Act act = registration(patients(envelope, content, messageId));
        Fault note = Fault.of("ORC^1", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.noOrderInRegistration());
        return act instanceof Act.Register register
                ? new Act.Register(
                        register.patient(),
                        Stream.concat(register.warnings().stream(), Stream.of(note))
                                .toList())
                : act;
    }

    /** An update that names a prior identity may have been meant as a merge: no one's guess. */
    private static Act registration(PatientMapping patients) throws MessageRefused {
        PatientStatement patient = patients.patient();
        Optional<PatientKey> prior = patients.prior();
        if (prior.isPresent() && !prior.get().equals(patient.key())) {
            throw new MessageRefused(
                    Fault.of("MRG^1^1", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.mergeInAnotherEvent()));
        }
        return new Act.Register(patient, patients.warnings());
    }

    /** HL7 v2.5.1, 2.10.2.2: half an order is none. */
    private static void checkWhole(Header header, Content content) throws MessageRefused {
        boolean goesOn =
                content.first("DSC").filter(dsc -> !dsc.get(1).isEmpty()).isPresent();
        if (goesOn || !header.first(14).isEmpty()) {
            throw new MessageRefused(Fault.of(
                    goesOn ? "DSC^1^1" : "MSH^1^14",
                    ErrorCode.SEGMENT_SEQUENCE,
                    Hl7Messages.MESSAGES.partOfAMessage()));
        }
    }

    private static Act other(Sender sender, Kind kind) {
        String code = kind.code();
        String trigger = kind.trigger();
        return withoutEffect(code, trigger).orElseGet(() -> unhandled(sender, code.equals("ADT")));
    }

    /** Messages that are understood, and change nothing here; a query needs an answer that we do not have. */
    private static Optional<Act> withoutEffect(String code, String trigger) {
        Fault note = Fault.of("MSH^1^9", ErrorCode.ACCEPTED, Hl7Messages.MESSAGES.nothingToDo());
        boolean visit = code.equals("ADT") && VISITS_ENDED.contains(trigger);
        boolean appointment = code.equals("SIU") && APPOINTMENTS_ENDED.contains(trigger);
        if (visit || appointment || (code.equals("MFN") && MASTER_FILES.contains(trigger))) {
            return Optional.of(new Act.Nothing(note));
        }
        return code.equals("QBP") || code.equals("QRY")
                ? Optional.of(new Act.Refuse(
                        Acknowledgement.REJECT,
                        Fault.of("MSH^1^9", ErrorCode.MESSAGE_TYPE, Hl7Messages.MESSAGES.unhandledType())))
                : Optional.empty();
    }

    private static void checkHeader(Envelope envelope) throws MessageRefused {
        Header header = envelope.header();
        if (!header.present()) {
            throw new MessageRefused(
                    Fault.of("MSH^1", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.noHeader()),
                    Acknowledgement.REJECT);
        }
        if (header.messageCode().isEmpty()) {
            throw new MessageRefused(Fault.of(
                    "MSH^1^9", ErrorCode.REQUIRED_FIELD, Hl7Messages.MESSAGES.missing(Fault.spoken("MSH^1^9"))));
        }
        if (!header.version().isEmpty() && !VERSION.matcher(header.version()).matches()) {
            throw new MessageRefused(
                    Fault.of("MSH^1^12", ErrorCode.VERSION, Hl7Messages.MESSAGES.unknownVersion()),
                    Acknowledgement.REJECT);
        }
        if (envelope.hasLongKey()) {
            throw new MessageRefused(
                    Fault.of("MSH^1^10", ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.tooLong("MSH-3, 4 or 10")));
        }
    }

    private Act order(Envelope envelope, Content content, PatientMapping patients) throws MessageRefused {
        Optional<Act> notice = notice(envelope, content);
        if (notice.isPresent()) {
            return notice.get();
        }
        Times times = times(envelope);
        OrderMapping mapping = new OrderMapping(
                content,
                patients.patient(),
                times,
                envelope.sender().orders(),
                or(envelope.sender().accessionIssuer(), site(envelope.sender()).map(Site::accessionIssuer)),
                trace);
        List<OrderCommand> commands = mapping.commands();
        return commands.isEmpty()
                ? new Act.Nothing(Fault.of("ORC^1^1", ErrorCode.TABLE_VALUE, Hl7Messages.MESSAGES.ignoredByProfile()))
                : new Act.Order(
                        new OrderRequest(commands),
                        Stream.concat(mapping.warnings().stream(), patients.warnings().stream())
                                .toList());
    }

    /**
     * A status message (ORC-1 SC) of an archive is a notice, whatever its ORC and PID say: dcm4chee fills them with the
     * study's UID when it has no order. Other messages of an archive's peer are orders that it forwards.
     */
    private Optional<Act> notice(Envelope envelope, Content content) {
        List<OrderGroup> groups = OrderGroup.of(content);
        if (groups.isEmpty() || !groups.stream().allMatch(g -> g.orc(1, 1).equalsIgnoreCase("SC"))) {
            return Optional.empty();
        }
        Header header = envelope.header();
        String certificate =
                envelope.raw().peerCertificate() == null ? "" : envelope.raw().peerCertificate();
        Optional<Archive> archive = configuration.archiveSending(
                header.first(3), header.first(4), envelope.raw().peerAddress(), certificate);
        List<String> observed = studies(groups.stream().map(OrderGroup::observedStudy));
        if (archive.isEmpty() && observed.isEmpty()) {
            return Optional.empty();
        }
        List<String> named =
                observed.isEmpty() ? studies(groups.stream().map(g -> g.study().map(zds -> zds.get(1)))) : observed;
        return Optional.of(new Act.Notice(named, archive.map(Archive::name).orElse("")));
    }

    private static List<String> studies(Stream<Optional<String>> uids) {
        return uids.flatMap(Optional::stream)
                .filter(DicomUid::isValid)
                .distinct()
                .toList();
    }

    private PatientMapping patients(Envelope envelope, Content content, long messageId) {
        Sender sender = envelope.sender();
        Origin origin = new Origin(
                sender.site(),
                sender.name(),
                envelope.application(),
                envelope.facility(),
                envelope.raw().peerAddress(),
                messageId);
        return new PatientMapping(
                content,
                times(envelope),
                origin,
                or(sender.authority(), site(sender).map(Site::authority)),
                trace);
    }

    private static Times times(Envelope envelope) {
        return new Times(envelope.header().field(7), envelope.sender().timezone(), envelope.receivedAt());
    }

    private Optional<Site> site(Sender sender) {
        return configuration.site(sender.site());
    }

    private static String or(String own, Optional<String> site) {
        return own.isEmpty() ? site.orElse("") : own;
    }

    private static Act unhandled(Sender sender, boolean codeIsKnown) {
        Fault fault = Fault.of(
                "MSH^1^9",
                codeIsKnown ? ErrorCode.EVENT_CODE : ErrorCode.MESSAGE_TYPE,
                codeIsKnown ? Hl7Messages.MESSAGES.unhandledEvent() : Hl7Messages.MESSAGES.unhandledType());
        return sender.unknownTypes() == Sender.UnknownTypes.STORE
                ? new Act.Nothing(fault)
                : new Act.Refuse(sender.unknownTypes().acknowledgement(), fault);
    }
}
