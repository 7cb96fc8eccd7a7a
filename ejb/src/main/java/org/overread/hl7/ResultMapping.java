/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.OrderItem;
import org.overread.report.ReceiveReport;
import org.overread.report.ReportStatus;
import org.overread.shared.DicomUid;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/**
 * An ORU^R01 of a reading group's RIS (HL7 v2.5.1, 7.3.1 [K]) as reports: one for each OBR with its OBX. Lines of text are
 * OBX of type TX, FT or ST; a PDF is an OBX of type ED with {@code ^application^pdf^Base64^…}.
 */
final class ResultMapping {
    private static final Set<String> TEXTS = Set.of("TX", "FT", "ST", "");
    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_PATIENTS = 50;
    /** How much of a report's text a sample shows. */
    private static final int SHOWN = 500;

    private final Content content;
    private final Envelope envelope;
    private final Times times;
    private final Set<String> groups;
    private final long messageId;
    private final Trace trace;

    ResultMapping(
            Content content, Envelope envelope, Times times, Configuration configuration, long messageId, Trace trace) {
        this.content = content;
        this.envelope = envelope;
        this.times = times;
        this.groups = configuration.groupsOf(envelope.sender().name()).stream()
                .map(Group::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.messageId = messageId;
        this.trace = trace;
    }

    List<ReceiveReport> reports() throws MessageRefused {
        List<ReceiveReport> reports = new ArrayList<>();
        Fields orc = null;
        Fields obr = null;
        List<Fields> observations = new ArrayList<>();
        for (Fields segment : content.segments()) {
            boolean begins = Content.is(segment, "ORC") || Content.is(segment, "OBR");
            if (begins && obr != null) {
                reports.add(report(orc, obr, observations));
                obr = null;
                observations = new ArrayList<>();
                if (Content.is(segment, "ORC")) {
                    orc = null;
                }
            }
            if (Content.is(segment, "ORC")) {
                orc = segment;
            } else if (Content.is(segment, "OBR")) {
                obr = segment;
            } else if (Content.is(segment, "OBX")) {
                observations.add(segment);
            }
        }
        if (obr == null) {
            throw refused("OBR^1", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.missing("OBR"));
        }
        reports.add(report(orc, obr, observations));
        return reports;
    }

    private ReceiveReport report(@Nullable Fields orc, Fields obr, List<Fields> observations) throws MessageRefused {
        String placer = first(orc, obr, 2);
        String filler = first(null, obr, 3);
        String text = text(observations);
        byte[] pdf = pdf(observations);
        note("placerNumber", placer, obr.key(2, 1).isEmpty() ? "ORC-2.1" : "OBR-2.1");
        note("fillerNumber", filler, "OBR-3.1");
        note("text", text.length() > SHOWN ? text.substring(0, SHOWN) : text, "OBX-5");
        note("pdf", pdf == null ? "" : pdf.length + " bytes", "OBX-5.5");
        if (text.isBlank() && pdf == null) {
            throw refused("OBX^1^5", ErrorCode.REQUIRED_FIELD, Hl7Messages.MESSAGES.missing("OBX-5"));
        }
        Instant stated = times.instant(obr.get(22));
        Instant at = stated == null ? times.sent() : stated;
        note("time", at.toString(), stated == null ? "MSH-7.1" : "OBR-22.1");
        return new ReceiveReport(
                new Origin(
                        envelope.sender().site(),
                        envelope.sender().name(),
                        envelope.application(),
                        envelope.facility(),
                        envelope.raw().peerAddress(),
                        messageId),
                groups,
                patients(),
                CaseNumber.caseOf(placer),
                filler,
                filler.isEmpty() ? "" : obr.authority(3),
                accession(orc, obr),
                study(observations),
                status(obr, observations),
                radiologist(obr),
                at,
                text,
                pdf);
    }

    private static String first(@Nullable Fields orc, Fields obr, int field) throws MessageRefused {
        String own = obr.key(field, 1);
        return own.isEmpty() && orc != null ? orc.key(field, 1) : own;
    }

    private String accession(@Nullable Fields orc, Fields obr) {
        for (var place : envelope.sender().orders().places(OrderItem.ACCESSION)) {
            Fields segment =
                    place.segment().equals("OBR") ? obr : place.segment().equals("ORC") ? orc : null;
            String value = segment == null
                    ? ""
                    : segment.get(place.field(), place.repetition(), place.component(), place.subcomponent());
            if (!value.isEmpty()) {
                note("accession", value, place.toString());
                return value;
            }
        }
        return "";
    }

    private void note(String item, String value, String source) {
        if (!value.isEmpty()) {
            trace.note(item, value, source);
        }
    }

    private List<PatientKey> patients() throws MessageRefused {
        Optional<Fields> pid = content.first("PID");
        List<PatientKey> patients = new ArrayList<>();
        for (int i = 0; pid.isPresent() && i < Math.min(MOST_PATIENTS, pid.get().repetitions(3)); i++) {
            String id = pid.get().get(3, i, 1, 1);
            if (!id.isEmpty() && id.length() <= 64) {
                String authority = pid.get().key(3, i, 4);
                PatientKey key = new PatientKey(
                        id, authority.isEmpty() ? envelope.sender().authority() : authority);
                String place = "PID-3" + (i > 0 ? "(" + i + ")" : "");
                note(i > 0 ? "otherId" : "patientId", id, place + ".1");
                note(
                        i > 0 ? "otherAuthority" : "patientAuthority",
                        key.authority(),
                        authority.isEmpty() ? "profile" : place + ".4");
                patients.add(key);
            }
        }
        if (patients.isEmpty()) {
            throw refused("PID^1^3", ErrorCode.REQUIRED_FIELD, Hl7Messages.MESSAGES.missing("PID-3"));
        }
        return patients;
    }

    /** OBR-25, else the first OBX-11 that says something. */
    private ReportStatus status(Fields obr, List<Fields> observations) throws MessageRefused {
        String code = obr.get(25);
        for (int i = 0; code.isEmpty() && i < observations.size(); i++) {
            code = observations.get(i).get(11);
        }
        note("status", code, obr.get(25).isEmpty() ? "OBX-11.1" : "OBR-25.1");
        return switch (code.toUpperCase(Locale.ROOT)) {
            case "P", "R", "A" -> ReportStatus.PRELIMINARY;
            case "F" -> ReportStatus.FINAL;
            case "C" -> ReportStatus.CORRECTED;
            default -> throw refused("OBR^1^25", ErrorCode.TABLE_VALUE, SendingMessages.MESSAGES.noReportStatus());
        };
    }

    private String study(List<Fields> observations) {
        String uid = observations.stream()
                .filter(ResultMapping::namesStudy)
                .map(o -> o.get(5))
                .filter(DicomUid::isValid)
                .findFirst()
                .orElse("");
        note("studyUid", uid, "OBX-5.1");
        return uid;
    }

    private static boolean namesStudy(Fields observation) {
        return observation.get(3).equals("113014") || observation.get(3).equals("110180");
    }

    /** Each OBX, each of its repetitions and each {@code \.br\} begins a line. */
    private static String text(List<Fields> observations) {
        StringJoiner lines = new StringJoiner("\n");
        for (Fields observation : observations) {
            if (TEXTS.contains(observation.get(2).toUpperCase(Locale.ROOT)) && !namesStudy(observation)) {
                for (int i = 0; i < Math.max(1, observation.repetitions(5)); i++) {
                    lines.add(observation
                            .whole(5, i)
                            .replace("\\.br\\", "\n")
                            .replaceAll("\\\\(H|N|\\.[a-z]{2}[+-]?[0-9]*)\\\\", "")
                            .replace("\r", "\n"));
                }
            }
        }
        return lines.toString();
    }

    private static byte @Nullable [] pdf(List<Fields> observations) throws MessageRefused {
        for (Fields observation : observations) {
            if (observation.get(2).equalsIgnoreCase("ED")) {
                try {
                    byte[] bytes =
                            Base64.getDecoder().decode(observation.get(5, 5).replaceAll("\\s", ""));
                    if (bytes.length > PDF.length && java.util.Arrays.mismatch(bytes, PDF) == PDF.length) {
                        return bytes;
                    }
                } catch (IllegalArgumentException e) {
                    throw refused("OBX^1^5", ErrorCode.DATA_TYPE, SendingMessages.MESSAGES.noPdf());
                }
                throw refused("OBX^1^5", ErrorCode.DATA_TYPE, SendingMessages.MESSAGES.noPdf());
            }
        }
        return null;
    }

    /** OBR-32.1 (NDL): its first component is a CNN of id, family and given name. */
    private String radiologist(Fields obr) {
        String name = SegmentWriter.plain(obr.get(32, 0, 1, 1), obr.get(32, 0, 1, 2), obr.get(32, 0, 1, 3));
        note("radiologist", name, "OBR-32.1");
        return name.length() > 200 ? name.substring(0, 200) : name;
    }

    private static MessageRefused refused(String place, ErrorCode code, String message) {
        return new MessageRefused(Fault.of(place, code, message));
    }
}
