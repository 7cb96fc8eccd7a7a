/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.Escape;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import org.jspecify.annotations.Nullable;

/** One segment's values by their numbers. What is not there, or is HL7's explicit null, is empty. */
final class Fields {
    /** Most characters of an identifier. */
    static final int LIMIT = 199;

    private static final String DELETE = "\"\"";

    private final Segment segment;

    Fields(Segment segment) {
        this.segment = segment;
    }

    String name() {
        return segment.getName();
    }

    int repetitions(int field) {
        try {
            return segment.getField(field).length;
        } catch (HL7Exception e) {
            return 0;
        }
    }

    /** The first component of the first repetition. */
    String get(int field) {
        return get(field, 0, 1, 1);
    }

    String get(int field, int component) {
        return get(field, 0, component, 1);
    }

    String get(int field, int repetition, int component, int subcomponent) {
        if (repetition >= Math.max(1, repetitions(field))) {
            return "";
        }
        try {
            @Nullable String value = Terser.get(segment, field, repetition, component, subcomponent);
            return value == null || value.equals(DELETE) ? "" : value.trim();
        } catch (HL7Exception e) {
            return "";
        }
    }

    /** A whole repetition as one text: for free text whose sender forgot to escape what parts components. */
    String whole(int field, int repetition) {
        try {
            EncodingCharacters usual = EncodingCharacters.defaultInstance();
            return Escape.unescape(PipeParser.encode(segment.getField(field, repetition), usual), usual);
        } catch (HL7Exception e) {
            return "";
        }
    }

    /** Whether the value is HL7's explicit null (v2.5.1, 2.5.3), by itself or with its whole field. */
    boolean deletes(int field, int repetition, int component, int subcomponent) {
        try {
            @Nullable String value = Terser.get(segment, field, repetition, component, subcomponent);
            return DELETE.equals(value)
                    || (value == null && component > 1 && DELETE.equals(Terser.get(segment, field, repetition, 1, 1)));
        } catch (HL7Exception e) {
            return false;
        }
    }

    /** Whether the field's first value is HL7's explicit null. */
    boolean deletes(int field) {
        return repetitions(field) > 0 && deletes(field, 0, 1, 1);
    }

    /** An identifier: at most 199 characters, since it becomes part of a key. */
    String key(int field, int component) throws MessageRefused {
        return key(field, 0, component);
    }

    String key(int field, int repetition, int component) throws MessageRefused {
        String value = get(field, repetition, component, 1);
        if (value.length() > LIMIT) {
            throw new MessageRefused(
                    Fault.of(at(field), ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.tooLong(Fault.spoken(at(field)))));
        }
        return value;
    }

    /** Who assigned an entity identifier (EI): its namespace, else its universal ID. */
    String authority(int field) throws MessageRefused {
        String namespace = key(field, 2);
        return namespace.isEmpty() ? key(field, 3) : namespace;
    }

    /** ERR-2 of a field. */
    String at(int field) {
        String plain = segment.getName().length() > 3 ? segment.getName().substring(0, 3) : segment.getName();
        return plain + "^1^" + field;
    }
}
