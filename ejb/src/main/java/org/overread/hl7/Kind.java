/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.Locale;
import java.util.Set;

/**
 * What kind of message it is. MSH-9 says it, and in the wild it says it wrongly: then the segments that are there decide,
 * as far as they leave no doubt.
 *
 * @param family what its segments make of it
 * @param declared what MSH-9 alone makes of it
 * @param code MSH-9.1 in capitals
 * @param trigger MSH-9.2, else EVN-1, in capitals
 */
record Kind(Family family, Family declared, String code, String trigger) {
    enum Family {
        /** ORC: placed, changed, cancelled. */
        ORDER,
        /** PID: who somebody is. */
        REGISTRATION,
        /** PID and MRG: two identities of one person. */
        MERGE,
        /** Two PIDs: identities of one person that stay apart, or that are none any more. */
        LINK,
        /** SCH: when an examination will be. */
        APPOINTMENT,
        OTHER
    }

    private static final Set<String> ORDERS = Set.of("ORM", "OMG", "OMI");
    private static final Set<String> REGISTRATIONS =
            Set.of("A01", "A03", "A04", "A05", "A06", "A07", "A08", "A13", "A28", "A31");
    /** Booked, moved, changed: they say when an examination will be. */
    private static final Set<String> APPOINTMENTS = Set.of("S12", "S13", "S14");
    /** A34 is the older form of A40, and A47 a change of ID: the new one survives. */
    private static final Set<String> MERGES = Set.of("A34", "A40", "A47");

    /** A24 links, A37 unlinks. */
    private static final Set<String> LINKS = Set.of("A24", "A37");

    static Kind of(Header header, Content content) {
        // ORM_O01 and the like: the structure's name where the type's should be
        String[] parts = header.messageCode().toUpperCase(Locale.ROOT).split("_", 2);
        String code = parts[0];
        String stated = header.trigger().isEmpty() && parts.length > 1 ? parts[1] : header.trigger();
        String trigger =
                stated.isEmpty() ? content.first("EVN").map(evn -> evn.get(1)).orElse("") : stated;
        String event = trigger.toUpperCase(Locale.ROOT);
        Family declared = declared(code, event);
        return new Kind(family(declared, code, content), declared, code, event);
    }

    private static Family declared(String code, String trigger) {
        if (ORDERS.contains(code)) {
            return Family.ORDER;
        }
        if (code.equals("ADT") && MERGES.contains(trigger)) {
            return Family.MERGE;
        }
        if (code.equals("ADT") && LINKS.contains(trigger)) {
            return Family.LINK;
        }
        if (code.equals("ADT") && REGISTRATIONS.contains(trigger)) {
            return Family.REGISTRATION;
        }
        return code.equals("SIU") && APPOINTMENTS.contains(trigger) ? Family.APPOINTMENT : Family.OTHER;
    }

    private static Family family(Family declared, String code, Content content) {
        boolean order = content.first("ORC").isPresent();
        return switch (declared) {
            case ORDER -> order ? Family.ORDER : withoutOrder(content);
            case MERGE, LINK -> declared;
            case REGISTRATION, APPOINTMENT, OTHER ->
                order && (code.equals("ADT") || code.equals("SIU")) ? Family.ORDER : declared;
        };
    }

    /** Called an order, and none: an appointment or a merge, if it is that; else the order that it lacks is asked for. */
    private static Family withoutOrder(Content content) {
        if (content.first("SCH").isPresent()) {
            return Family.APPOINTMENT;
        }
        return content.first("MRG").isPresent() ? Family.MERGE : Family.ORDER;
    }
}
