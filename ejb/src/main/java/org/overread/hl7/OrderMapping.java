/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overread.order.OrderCommand;
import org.overread.order.OrderContent;
import org.overread.order.OrderNumbers;
import org.overread.order.OrderState;
import org.overread.order.OrderStep;
import org.overread.patient.PatientStatement;
import org.overread.shared.DicomUid;
import org.overread.shared.Priority;

/**
 * ORM^O01, OMG^O19 and OMI^O23 to commands, by what segments are there and not by the message's name (ORC 4.5.1, OBR
 * 4.5.3, TQ1 4.5.4, IPC 4.5.6 of HL7 v2.5.1; ZDS of IHE RAD-4).
 */
final class OrderMapping {
    private final Content content;
    private final PatientStatement patient;
    private final Times times;
    private final String defaultIssuer;
    private final String patientClass;
    private final List<Fault> warnings = new ArrayList<>();

    /** @param defaultIssuer who issued an accession number of which the message does not say it */
    OrderMapping(Content content, PatientStatement patient, Times times, String defaultIssuer) {
        this.content = content;
        this.patient = patient;
        this.times = times;
        this.defaultIssuer = defaultIssuer;
        this.patientClass = content.first("PV1").map(pv1 -> pv1.get(2)).orElse("");
    }

    /** What was read, and is worth telling the sender. */
    List<Fault> warnings() {
        return warnings;
    }

    List<OrderCommand> commands() throws MessageRefused {
        List<OrderGroup> groups = OrderGroup.of(content);
        if (groups.isEmpty()) {
            throw new MessageRefused(
                    Fault.of("ORC^1", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.missing(Fault.spoken("ORC^1"))));
        }
        List<OrderCommand> commands = new ArrayList<>();
        for (OrderGroup group : groups) {
            commands.addAll(commands(group));
        }
        return commands;
    }

    private List<OrderCommand> commands(OrderGroup group) throws MessageRefused {
        OrderControl.Pair pair = control(group);
        if (pair.control() == OrderControl.PLACE && group.obr() == null) {
            throw new MessageRefused(
                    Fault.of("OBR^1", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.missing(Fault.spoken("OBR^1"))));
        }
        List<OrderCommand> commands = new ArrayList<>();
        for (List<Fields> steps : procedures(group)) {
            commands.add(command(group, steps, pair));
        }
        return commands;
    }

    private OrderCommand command(OrderGroup group, List<Fields> steps, OrderControl.Pair pair) throws MessageRefused {
        OrderNumbers numbers = numbers(group, steps);
        var at = times.orSent(group.orc(9, 1));
        OrderState state = pair.state();
        return switch (pair.control()) {
            case PLACE ->
                new OrderCommand.PlaceOrder(
                        numbers, patient, at, content(group, steps), state == null ? OrderState.SCHEDULED : state);
            case CHANGE -> new OrderCommand.ChangeOrder(numbers, patient, at, content(group, steps), state);
            case CANCEL -> new OrderCommand.CancelOrder(numbers, patient, at);
            case DISCONTINUE -> new OrderCommand.DiscontinueOrder(numbers, patient, at);
            case STATUS ->
                new OrderCommand.UpdateOrderStatus(numbers, patient, at, state == null ? OrderState.SCHEDULED : state);
        };
    }

    private static OrderControl.Pair control(OrderGroup group) throws MessageRefused {
        String control = group.orc(1, 1);
        String status = group.orc(5, 1);
        Optional<OrderControl.Pair> pair = OrderControl.of(control, status);
        if (pair.isEmpty()) {
            throw new MessageRefused(Fault.of(
                    control.isEmpty() ? "ORC^1^1" : "ORC^1^5",
                    control.isEmpty() ? ErrorCode.REQUIRED_FIELD : ErrorCode.TABLE_VALUE,
                    control.isEmpty()
                            ? Hl7Messages.MESSAGES.missing(Fault.spoken("ORC^1^1"))
                            : Hl7Messages.MESSAGES.unmappedOrderControl(code(control), code(status))));
        }
        return pair.get();
    }

    /** Short codes are named in the answer; anything longer is not one and might be anything. */
    private static String code(String value) {
        return value.matches("[A-Za-z0-9]{0,4}") ? value : "?";
    }

    /** IPC segments by requested procedure and study, one order each; one order for a group with no IPC. */
    private static Iterable<List<Fields>> procedures(OrderGroup group) {
        if (group.steps().isEmpty()) {
            return List.of(List.of());
        }
        Map<List<String>, List<Fields>> procedures = new LinkedHashMap<>();
        group.steps()
                .forEach(ipc -> procedures
                        .computeIfAbsent(List.of(ipc.get(1), ipc.get(2), ipc.get(3)), k -> new ArrayList<>())
                        .add(ipc));
        return procedures.values();
    }

    private static OrderNumbers numbers(OrderGroup group, List<Fields> steps) throws MessageRefused {
        Fields placer = holder(group, 2);
        Fields filler = holder(group, 3);
        OrderNumbers numbers = new OrderNumbers(
                placer.key(2, 1),
                placer.authority(2),
                filler.key(3, 1),
                filler.authority(3),
                steps.isEmpty() ? key(group.obr(), 19) : steps.get(0).key(2, 1));
        if (!numbers.known()) {
            throw new MessageRefused(Fault.of(
                    "ORC^1^2", ErrorCode.REQUIRED_FIELD, Hl7Messages.MESSAGES.missing(Fault.spoken("ORC^1^2"))));
        }
        return numbers;
    }

    /** ORC has the numbers; where it does not, OBR does. */
    private static Fields holder(OrderGroup group, int field) {
        Fields obr = group.obr();
        return group.orc(field, 1).isEmpty() && obr != null ? obr : group.orc();
    }

    private static String key(@Nullable Fields segment, int field) throws MessageRefused {
        return segment == null ? "" : segment.key(field, 1);
    }

    private OrderContent content(OrderGroup group, List<Fields> steps) throws MessageRefused {
        String accession = steps.isEmpty() ? key(group.obr(), 18) : steps.get(0).key(1, 1);
        if (accession.isEmpty()) {
            accession = key(group.obr(), 18);
        }
        String issuer = steps.isEmpty() ? "" : steps.get(0).authority(1);
        List<OrderStep> orderSteps = steps(group, steps);
        return new OrderContent(
                accession,
                accession.isEmpty() ? "" : issuer.isEmpty() ? defaultIssuer : issuer,
                studyUid(group, steps),
                orderSteps.isEmpty() ? "" : orderSteps.get(0).modality(),
                procedureCode(group),
                first(group.obr(44, 2), group.obr(4, 2), group.obr(4, 1)),
                first(group.obr(31, 2), group.obr(31, 1)),
                group.obr(13, 1),
                physician(group),
                patientClass.length() > 1 ? patientClass.substring(0, 1) : patientClass,
                priority(group),
                times.instant(
                        first(group.timing().map(tq1 -> tq1.get(7)).orElse(""), group.orc(7, 4), group.obr(27, 4))),
                orderSteps);
    }

    private @Nullable String studyUid(OrderGroup group, List<Fields> steps) throws MessageRefused {
        String place = steps.isEmpty() ? "ZDS^1^1" : "IPC^1^3";
        String ipc = steps.isEmpty() ? "" : steps.get(0).get(3);
        String uid = first(ipc, group.study().map(zds -> zds.get(1)).orElse(""));
        if (uid.isEmpty()) {
            return null;
        }
        if (!DicomUid.isValid(uid)) {
            throw new MessageRefused(
                    Fault.of(place, ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.noUid(Fault.spoken(place))));
        }
        return uid;
    }

    private static List<OrderStep> steps(OrderGroup group, List<Fields> steps) throws MessageRefused {
        if (steps.isEmpty()) {
            String modality = modality(group.obr(24, 1));
            String id = key(group.obr(), 20);
            return id.isEmpty() && modality.isEmpty()
                    ? List.of()
                    : List.of(new OrderStep(id, modality, "", first(group.obr(4, 5), group.obr(4, 2))));
        }
        Map<String, OrderStep> byId = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Fields ipc = steps.get(i);
            String id = ipc.key(4, 1).isEmpty() ? "#" + (i + 1) : ipc.key(4, 1);
            byId.put(
                    id,
                    new OrderStep(
                            id,
                            modality(first(ipc.get(5), group.obr(24, 1))),
                            ipc.get(9),
                            first(ipc.get(6, 2), ipc.get(6))));
        }
        return List.copyOf(byId.values());
    }

    /** A DICOM modality (0008,0060); other diagnostic service sections, such as LAB, are none. */
    private static String modality(String value) {
        String code = value.toUpperCase(Locale.ROOT);
        return code.matches("[A-Z0-9]{2,16}") ? code : "";
    }

    private static String procedureCode(OrderGroup group) {
        int field = group.obr(44, 1).isEmpty() ? 4 : 44;
        String code = group.obr(field, 1);
        String scheme = group.obr(field, 3);
        return code.isEmpty() || scheme.isEmpty() ? code : code + "^" + scheme;
    }

    private static String physician(OrderGroup group) {
        Fields obr = group.obr();
        String referring = obr == null ? "" : person(obr, 16);
        return referring.isEmpty() ? person(group.orc(), 12) : referring;
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

    private @Nullable Priority priority(OrderGroup group) {
        String timing = group.timing().map(tq1 -> tq1.get(9)).orElse("");
        String stated = first(timing, group.orc(7, 6), group.obr(27, 6), group.obr(5, 1));
        if (stated.isEmpty()) {
            return null;
        }
        String code = stated.toUpperCase(Locale.ROOT);
        Optional<Priority> known = Stream.of(Priority.values())
                .filter(p -> p.code().equals(code) || p.name().equals(code))
                .findFirst();
        if (known.isEmpty()) {
            warnings.add(Fault.of("OBR^1^5", ErrorCode.TABLE_VALUE, Hl7Messages.MESSAGES.unknownPriority()));
        }
        return known.orElse(Priority.ROUTINE);
    }

    private static String first(String... values) {
        return Stream.of(values).filter(v -> !v.isEmpty()).findFirst().orElse("");
    }
}
