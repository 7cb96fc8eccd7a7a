/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.overread.order.OrderCommand;
import org.overread.order.OrderContent;
import org.overread.order.OrderNumbers;
import org.overread.patient.PatientStatement;

/**
 * SIU^S12, S13 and S14 to the examination's time (HL7 v2.5.1, 10.4.1, 10.4.2 and 10.4.3): SCH-26 and SCH-27 name the
 * order, and when it is to be is in TQ1-7, SCH-11.4, else the first AIS-4.
 */
final class AppointmentMapping {
    private final Content content;
    private final PatientStatement patient;
    private final Times times;
    private final Trace trace;

    AppointmentMapping(Content content, PatientStatement patient, Times times, Trace trace) {
        this.content = content;
        this.patient = patient;
        this.times = times;
        this.trace = trace;
    }

    List<OrderCommand> commands() throws MessageRefused {
        Optional<Fields> found = content.first("SCH");
        if (found.isEmpty()) {
            throw missing("SCH^1", ErrorCode.SEGMENT_SEQUENCE);
        }
        Fields sch = found.get();
        OrderNumbers numbers =
                new OrderNumbers(sch.key(26, 1), sch.authority(26), sch.key(27, 1), sch.authority(27), "");
        if (!numbers.known()) {
            throw missing("SCH^1^26", ErrorCode.REQUIRED_FIELD);
        }
        Instant at = start(sch);
        trace.note("placerNumber", numbers.placer(), "SCH-26.1");
        trace.note("fillerNumber", numbers.filler(), "SCH-27.1");
        return List.of(new OrderCommand.ChangeOrder(numbers, patient, times.sent(), onlyTime(at), null));
    }

    private Instant start(Fields sch) throws MessageRefused {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("TQ1-7.1", content.first("TQ1").map(tq1 -> tq1.get(7)).orElse(""));
        places.put("SCH-11.4", sch.get(11, 4));
        places.put("AIS-4.1", content.first("AIS").map(ais -> ais.get(4)).orElse(""));
        Map.Entry<String, String> stated = places.entrySet().stream()
                .filter(place -> !place.getValue().isEmpty())
                .findFirst()
                .orElse(Map.entry("", ""));
        Instant at = times.instant(stated.getValue());
        if (at == null) {
            throw missing("SCH^1^11", ErrorCode.REQUIRED_FIELD);
        }
        trace.note("start", at.toString(), stated.getKey());
        return at;
    }

    private static OrderContent onlyTime(Instant at) {
        return new OrderContent("", "", null, "", "", "", "", "", "", "", null, at, List.of());
    }

    private static MessageRefused missing(String place, ErrorCode code) {
        return new MessageRefused(Fault.of(place, code, Hl7Messages.MESSAGES.missing(Fault.spoken(place))));
    }
}
