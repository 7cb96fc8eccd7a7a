/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes reports as a reading group's RIS sends them (ORU^R01, v2.5.1), on an order that it got. */
public final class Hl7Reports {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final String application;
    private final String facility;

    private Hl7Reports(String application, String facility) {
        this.application = application;
        this.facility = facility;
    }

    /** @param application MSH-3 @param facility MSH-4 */
    public static Hl7Reports from(String application, String facility) {
        return new Hl7Reports(application, facility);
    }

    /**
     * A report.
     *
     * @param order the order as it was received
     * @param status P, F or C
     * @param at OBR-22
     * @param pdf a PDF, or null
     */
    public String report(
            MllpReceiver.Received order, String status, Instant at, List<String> lines, byte @Nullable [] pdf) {
        StringBuilder text = new StringBuilder();
        text.append("MSH|^~\\&|")
                .append(application)
                .append('|')
                .append(facility)
                .append("|OVERREAD||")
                .append(TIME.format(Instant.now()))
                .append("||ORU^R01^ORU_R01|R")
                .append(Uids.number())
                .append("|P|2.5.1||||||UNICODE UTF-8\r");
        text.append("PID|1||")
                .append(order.field("PID", 3))
                .append("||")
                .append(order.field("PID", 5))
                .append('\r');
        text.append("OBR|1|")
                .append(order.field("ORC", 2))
                .append("|G")
                .append(order.field("ORC", 2))
                .append('|')
                .append(order.field("OBR", 4))
                .append("||||||||||||||")
                .append(order.field("OBR", 18))
                .append("||||")
                .append(TIME.format(at))
                .append("|||")
                .append(status)
                .append("|||||||77&HOUSE&GREGORY\r");
        int number = 1;
        for (String line : lines) {
            text.append("OBX|")
                    .append(number++)
                    .append("|TX|18782-3^Report^LN||")
                    .append(line)
                    .append("||||||")
                    .append(status)
                    .append('\r');
        }
        if (pdf != null) {
            text.append("OBX|")
                    .append(number)
                    .append("|ED|18782-3^Report^LN||^application^pdf^Base64^")
                    .append(Base64.getEncoder().encodeToString(pdf))
                    .append("||||||")
                    .append(status)
                    .append('\r');
        }
        return text.toString();
    }
}
