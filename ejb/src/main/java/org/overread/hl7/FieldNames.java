/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.Group;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.parser.DefaultModelClassFactory;
import ca.uhn.hl7v2.parser.ModelClassFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the fields of v2.5.1 are called, from HAPI's structures. A segment of a site's own has no names. */
final class FieldNames {
    private static final String VERSION = "2.5.1";
    private static final ModelClassFactory FACTORY = new DefaultModelClassFactory();
    private static final Map<String, List<String>> KNOWN = new ConcurrentHashMap<>();
    private static final int MOST = 250;

    private FieldNames() {}

    /** The name of a field by its number from 1; empty when it has none. */
    static String of(String segment, int field) {
        if (KNOWN.size() > MOST && !KNOWN.containsKey(segment)) {
            return ""; // there are not that many: somebody sends names at random
        }
        List<String> names = KNOWN.computeIfAbsent(segment, FieldNames::read);
        return field <= names.size() ? names.get(field - 1) : "";
    }

    private static List<String> read(String segment) {
        if (!segment.matches("[A-Z][A-Z0-9]{2}")) {
            return List.of();
        }
        try {
            Class<? extends Segment> type = FACTORY.getSegmentClass(segment, VERSION);
            if (type == null) {
                return List.of();
            }
            Group message = new GenericMessage.V251(FACTORY);
            return List.of(type.getConstructor(Group.class, ModelClassFactory.class)
                    .newInstance(message, FACTORY)
                    .getNames());
        } catch (HL7Exception | ReflectiveOperationException e) {
            return List.of();
        }
    }
}
