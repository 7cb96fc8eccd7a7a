/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overread.config.OrderItem;
import org.overread.config.OrderReading;
import org.overread.hl7.Lookup.Found;
import org.overread.order.OrderContent;
import org.overread.order.OrderStep;
import org.overread.shared.DicomUid;
import org.overread.shared.Priority;

/** What one ORC/OBR group, or one requested procedure of it, says of the order's content. */
final class ContentReading {
    private static final Map<OrderItem, OrderContent.Part> DELETABLE = Map.of(
            OrderItem.ACCESSION, OrderContent.Part.ACCESSION,
            OrderItem.STUDY_UID, OrderContent.Part.STUDY_UID,
            OrderItem.MODALITY, OrderContent.Part.MODALITY,
            OrderItem.PROCEDURE, OrderContent.Part.PROCEDURE,
            OrderItem.REASON, OrderContent.Part.REASON,
            OrderItem.CLINICAL_INFORMATION, OrderContent.Part.CLINICAL_INFORMATION,
            OrderItem.PATIENT_CLASS, OrderContent.Part.PATIENT_CLASS,
            OrderItem.PRIORITY, OrderContent.Part.PRIORITY,
            OrderItem.START, OrderContent.Part.START);

    private final Content message;
    private final OrderGroup group;
    private final List<Fields> steps;
    private final Times times;
    private final OrderReading reading;
    private final String defaultIssuer;
    private final Trace trace;
    private final List<Fault> warnings;
    private final Lookup lookup;

    /** @param steps the IPC segments that count, all of one requested procedure; empty when there are none */
    ContentReading(
            Content message,
            OrderGroup group,
            List<Fields> steps,
            Times times,
            OrderReading reading,
            String defaultIssuer,
            Trace trace,
            List<Fault> warnings) {
        this.message = message;
        this.group = group;
        this.steps = steps;
        this.times = times;
        this.reading = reading;
        this.defaultIssuer = defaultIssuer;
        this.trace = trace;
        this.warnings = warnings;
        this.lookup = new Lookup(message, group, steps.isEmpty() ? null : steps.get(0), trace);
    }

    String requestedProcedure() throws MessageRefused {
        return key(OrderItem.REQUESTED_PROCEDURE).value();
    }

    OrderContent content() throws MessageRefused {
        Found accession = key(OrderItem.ACCESSION);
        Found procedure = first(OrderItem.PROCEDURE);
        List<OrderStep> orderSteps = steps();
        String patientClass = first(OrderItem.PATIENT_CLASS).value();
        return new OrderContent(
                accession.value(),
                issuer(accession),
                studyUid(),
                orderSteps.isEmpty() ? "" : orderSteps.get(0).modality(),
                code(procedure),
                procedureText(procedure),
                first(OrderItem.REASON).value(),
                first(OrderItem.CLINICAL_INFORMATION).value(),
                physician(),
                patientClass.length() > 1 ? patientClass.substring(0, 1) : patientClass,
                priority(),
                start(),
                orderSteps,
                cleared());
    }

    /** What the message deletes by HL7's explicit null (v2.5.1, 2.5.3). */
    private Set<OrderContent.Part> cleared() {
        Set<OrderContent.Part> cleared = EnumSet.noneOf(OrderContent.Part.class);
        DELETABLE.forEach((item, part) -> {
            if (lookup.deletes(reading.places(item))) {
                cleared.add(part);
            }
        });
        Fields obr = group.obr();
        if (physician().isEmpty() && (group.orc().deletes(12) || (obr != null && obr.deletes(16)))) {
            cleared.add(OrderContent.Part.REFERRING_PHYSICIAN);
        }
        return cleared;
    }

    private @Nullable Instant start() {
        Found stated = first(OrderItem.START);
        Instant start = times.instant(stated.value());
        if (start == null && !stated.value().isEmpty()) {
            warnings.add(Fault.of(
                    stated.location(),
                    ErrorCode.DATA_TYPE,
                    Hl7Messages.MESSAGES.noTime(Fault.spoken(stated.location()))));
        }
        return start;
    }

    private Found first(OrderItem item) {
        return lookup.first(item.key(), reading.places(item));
    }

    private Found key(OrderItem item) throws MessageRefused {
        return lookup.key(item.key(), reading.places(item));
    }

    /** An entity identifier (EI) can name its issuer itself. */
    private String issuer(Found accession) throws MessageRefused {
        if (accession.value().isEmpty()) {
            return "";
        }
        String stated = accession.authority();
        String issuer = stated.isEmpty() ? defaultIssuer : stated;
        if (!issuer.isEmpty()) {
            trace.note("accessionIssuer", issuer, stated.isEmpty() ? "profile" : accession.source() + " ff");
        }
        return issuer;
    }

    private @Nullable String studyUid() throws MessageRefused {
        Found uid = first(OrderItem.STUDY_UID);
        if (uid.value().isEmpty()) {
            return null;
        }
        if (!DicomUid.isValid(uid.value())) {
            throw new MessageRefused(Fault.of(
                    uid.location(), ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.noUid(Fault.spoken(uid.location()))));
        }
        return uid.value();
    }

    private List<OrderStep> steps() throws MessageRefused {
        if (steps.isEmpty()) {
            String modality = OrderMapping.modality(first(OrderItem.MODALITY).value());
            Fields obr = group.obr();
            String id = obr == null ? "" : obr.key(20, 1);
            note("step", id, "OBR-20.1");
            return id.isEmpty() && modality.isEmpty()
                    ? List.of()
                    : List.of(new OrderStep(id, modality, "", firstOf(group.obr(4, 5), group.obr(4, 2))));
        }
        Map<String, OrderStep> byId = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Fields ipc = steps.get(i);
            String id = ipc.key(4, 1).isEmpty() ? "#" + (i + 1) : ipc.key(4, 1);
            Lookup own = new Lookup(message, group, ipc, trace);
            Found modality = own.first(OrderItem.MODALITY.key(), reading.places(OrderItem.MODALITY));
            String protocol = firstOf(ipc.get(6, 2), ipc.get(6));
            note("step", ipc.key(4, 1), "IPC-4.1");
            note("station", ipc.get(9), "IPC-9.1");
            note("protocol", protocol, ipc.get(6, 2).isEmpty() ? "IPC-6.1" : "IPC-6.2");
            byId.put(id, new OrderStep(id, OrderMapping.modality(modality.value()), ipc.get(9), protocol));
        }
        return List.copyOf(byId.values());
    }

    private void note(String item, String value, String source) {
        if (!value.isEmpty()) {
            trace.note(item, value, source);
        }
    }

    private static String code(Found procedure) {
        String scheme = procedure.component(3);
        return procedure.value().isEmpty() || scheme.isEmpty() ? procedure.value() : procedure.value() + "^" + scheme;
    }

    private String procedureText(Found procedure) {
        String own = procedure.component(2);
        if (!own.isEmpty()) {
            note("procedureText", own, procedure.source() + ", component 2");
            return own;
        }
        String text = firstOf(group.obr(44, 2), group.obr(4, 2), group.obr(4, 1));
        note("procedureText", text, group.obr(44, 2).isEmpty() ? "OBR-4" : "OBR-44.2");
        return text;
    }

    private String physician() {
        Fields obr = group.obr();
        String referring = obr == null ? "" : person(obr, 16);
        String name = referring.isEmpty() ? person(group.orc(), 12) : referring;
        if (!name.isEmpty()) {
            trace.note("referringPhysician", name, referring.isEmpty() ? "ORC-12" : "OBR-16");
        }
        return name;
    }

    /** XCN: ID, family, given, middle, suffix, prefix. */
    private static String person(Fields segment, int field) {
        return PatientMapping.personName(
                segment.get(field, 2),
                segment.get(field, 3),
                segment.get(field, 4),
                segment.get(field, 6),
                segment.get(field, 5));
    }

    private @Nullable Priority priority() {
        Found stated = first(OrderItem.PRIORITY);
        if (stated.value().isEmpty()) {
            return null;
        }
        Optional<Priority> known = reading.priority(stated.value());
        if (known.isEmpty()) {
            warnings.add(Fault.of(stated.location(), ErrorCode.TABLE_VALUE, Hl7Messages.MESSAGES.unknownPriority()));
        }
        return known.orElse(Priority.ROUTINE);
    }

    private static String firstOf(String... values) {
        return Stream.of(values).filter(v -> !v.isEmpty()).findFirst().orElse("");
    }
}
