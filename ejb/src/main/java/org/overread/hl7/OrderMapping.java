/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overread.config.OrderAct;
import org.overread.config.OrderReading;
import org.overread.order.OrderCommand;
import org.overread.order.OrderContent;
import org.overread.order.OrderNumbers;
import org.overread.order.OrderState;
import org.overread.patient.PatientStatement;

/**
 * ORM^O01, OMG^O19 and OMI^O23 to commands, by what segments are there and not by the message's name (ORC 4.5.1, OBR
 * 4.5.3, TQ1 4.5.4, IPC 4.5.6 of HL7 v2.5.1; ZDS of IHE RAD-4).
 */
final class OrderMapping {
    private static final Pattern MODALITY = Pattern.compile("[A-Z0-9]{2,16}");

    private final Content content;
    private final PatientStatement patient;
    private final Times times;
    private final OrderReading reading;
    private final String defaultIssuer;
    private final Trace trace;
    private final List<Fault> warnings = new ArrayList<>();

    /** @param defaultIssuer who issued an accession number of which the message does not say it */
    OrderMapping(
            Content content,
            PatientStatement patient,
            Times times,
            OrderReading reading,
            String defaultIssuer,
            Trace trace) {
        this.content = content;
        this.patient = patient;
        this.times = times;
        this.reading = reading;
        this.defaultIssuer = defaultIssuer;
        this.trace = trace;
    }

    /** What was read, and is worth telling the sender. */
    List<Fault> warnings() {
        return warnings;
    }

    /** @return none when the profile ignores every group */
    List<OrderCommand> commands() throws MessageRefused {
        List<OrderGroup> groups = OrderGroup.of(content);
        if (groups.isEmpty()) {
            throw new MessageRefused(
                    Fault.of("ORC^1", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.missing(Fault.spoken("ORC^1"))));
        }
        List<Asked> asked = new ArrayList<>();
        for (OrderGroup group : groups) {
            asked.addAll(asked(group));
        }
        return Asked.apart(asked).stream().map(this::command).toList();
    }

    /** What one group, or one requested procedure of it, asks for; its parts read, and not yet a command. */
    private record Asked(
            OrderGroup group,
            OrderControl.Pair pair,
            OrderNumbers numbers,
            @Nullable OrderContent content) {

        /**
         * Procedures under the same numbers with no ID of their own are numbered in the order sent: otherwise each
         * would take the place of the one before it.
         */
        static List<Asked> apart(List<Asked> all) {
            Map<OrderNumbers, Integer> counts = new LinkedHashMap<>();
            List<Asked> result = new ArrayList<>();
            for (Asked each : all) {
                boolean alone = !each.numbers.requestedProcedure().isEmpty()
                        || each.content == null
                        || all.stream()
                                .noneMatch(o -> o != each && o.content != null && o.numbers.equals(each.numbers));
                result.add(alone ? each : each.numbered(counts.merge(each.numbers, 1, Integer::sum)));
            }
            return result;
        }

        private Asked numbered(int place) {
            return new Asked(
                    group,
                    pair,
                    new OrderNumbers(
                            numbers.placer(),
                            numbers.placerAuthority(),
                            numbers.filler(),
                            numbers.fillerAuthority(),
                            "#" + place),
                    content);
        }
    }

    private List<Asked> asked(OrderGroup group) throws MessageRefused {
        Optional<OrderControl.Pair> pair = control(group);
        if (pair.isEmpty() || pair.get().control() == OrderControl.PARENT) {
            return List.of();
        }
        if (pair.get().control() == OrderControl.PLACE && group.obr() == null) {
            throw new MessageRefused(
                    Fault.of("OBR^1", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.missing(Fault.spoken("OBR^1"))));
        }
        List<Asked> asked = new ArrayList<>();
        for (List<Fields> steps : procedures(group)) {
            ContentReading told =
                    new ContentReading(content, group, steps, times, reading, defaultIssuer, trace, warnings);
            OrderNumbers numbers = numbers(group, told);
            boolean says =
                    pair.get().control() == OrderControl.PLACE || pair.get().control() == OrderControl.CHANGE;
            asked.add(new Asked(group, pair.get(), numbers, says ? told.content() : null));
        }
        return asked;
    }

    private OrderCommand command(Asked asked) {
        OrderGroup group = asked.group();
        OrderControl.Pair pair = asked.pair();
        OrderNumbers numbers = asked.numbers();
        Instant stated = times.orSent(group.orc(9, 1));
        // what replaces (RO) comes after what it replaces (RP), which has the same time and may have the same number
        Instant at = group.orc(1, 1).equalsIgnoreCase("RO") ? stated.plus(1, ChronoUnit.MICROS) : stated;
        if (trace.listens()) {
            trace.note("time", at.toString(), group.orc(9, 1).isEmpty() ? "MSH-7.1" : "ORC-9.1");
            trace.note("act", pair.control() + (pair.state() == null ? "" : " " + pair.state()), "ORC-1.1, ORC-5.1");
        }
        OrderState state = pair.state();
        return switch (pair.control()) {
            case PLACE ->
                new OrderCommand.PlaceOrder(
                        numbers,
                        patient,
                        at,
                        Objects.requireNonNull(asked.content()),
                        state == null ? OrderState.SCHEDULED : state);
            case CHANGE ->
                new OrderCommand.ChangeOrder(numbers, patient, at, Objects.requireNonNull(asked.content()), state);
            case CANCEL -> new OrderCommand.CancelOrder(numbers, patient, at);
            case DISCONTINUE -> new OrderCommand.DiscontinueOrder(numbers, patient, at);
            case PARENT -> throw new IllegalStateException("a parent order asks for nothing");
            case STATUS ->
                new OrderCommand.UpdateOrderStatus(numbers, patient, at, state == null ? OrderState.SCHEDULED : state);
        };
    }

    /** What the sender's own table says, else the usual one; empty for what the profile ignores. */
    private Optional<OrderControl.Pair> control(OrderGroup group) throws MessageRefused {
        String control = group.orc(1, 1);
        String status = group.orc(5, 1);
        Optional<OrderAct> own = reading.act(control, status);
        if (own.isPresent() && own.get() == OrderAct.IGNORE) {
            trace.note("act", "IGNORE", "orderControl");
            return Optional.empty();
        }
        Optional<OrderControl.Pair> pair =
                own.isPresent() ? OrderControl.of(own.get()) : OrderControl.of(control, status);
        if (pair.isEmpty()) {
            throw new MessageRefused(Fault.of(
                    control.isEmpty() ? "ORC^1^1" : "ORC^1^5",
                    control.isEmpty() ? ErrorCode.REQUIRED_FIELD : ErrorCode.TABLE_VALUE,
                    control.isEmpty()
                            ? Hl7Messages.MESSAGES.missing(Fault.spoken("ORC^1^1"))
                            : Hl7Messages.MESSAGES.unmappedOrderControl(code(control), code(status))));
        }
        return pair;
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

    private OrderNumbers numbers(OrderGroup group, ContentReading told) throws MessageRefused {
        Fields placer = holder(group, 2);
        Fields filler = holder(group, 3);
        OrderNumbers numbers = new OrderNumbers(
                placer.key(2, 1),
                placer.authority(2),
                filler.key(3, 1),
                filler.authority(3),
                told.requestedProcedure());
        if (!numbers.known()) {
            throw new MessageRefused(Fault.of(
                    "ORC^1^2", ErrorCode.REQUIRED_FIELD, Hl7Messages.MESSAGES.missing(Fault.spoken("ORC^1^2"))));
        }
        note("placerNumber", numbers.placer(), placer, 2);
        note("fillerNumber", numbers.filler(), filler, 3);
        return numbers;
    }

    private void note(String item, String value, Fields segment, int field) {
        if (trace.listens() && !value.isEmpty()) {
            trace.note(item, value, segment.name().substring(0, 3) + "-" + field + ".1");
        }
    }

    /** ORC has the numbers; where it does not, OBR does. */
    private static Fields holder(OrderGroup group, int field) {
        Fields obr = group.obr();
        return group.orc(field, 1).isEmpty() && obr != null ? obr : group.orc();
    }

    /** A DICOM modality (0008,0060); other diagnostic service sections, such as LAB, are none. */
    static String modality(String value) {
        String code = value.toUpperCase(Locale.ROOT);
        return MODALITY.matcher(code).matches() ? code : "";
    }
}
