/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.FieldPath;

/** Finds values of one order at the places that the sender's profile names, the first that has one. */
final class Lookup {
    private final Content content;
    private final OrderGroup group;
    private final @Nullable Fields step;
    private final Trace trace;

    /** @param step the IPC segment that counts, or null when there is none */
    Lookup(Content content, OrderGroup group, @Nullable Fields step, Trace trace) {
        this.content = content;
        this.group = group;
        this.step = step;
        this.trace = trace;
    }

    /** A value and its place; empty and nowhere when no place has one. */
    record Found(
            String value, @Nullable FieldPath at, @Nullable Fields segment) {
        static final Found NOTHING = new Found("", null, null);

        /** Another component of the same field. */
        String component(int component) {
            return at == null || segment == null ? "" : segment.get(at.field(), at.repetition(), component, 1);
        }

        /** Who assigned it, where the field is an entity identifier (EI). */
        String authority() throws MessageRefused {
            if (at == null || segment == null || at.component() != 1) {
                return "";
            }
            boolean identifier = at.segment().equals("IPC")
                    || (List.of("ORC", "OBR").contains(at.segment()) && (at.field() == 2 || at.field() == 3));
            return identifier ? segment.authority(at.field()) : "";
        }

        String source() {
            return at == null ? "" : at.toString();
        }

        /** ERR-2. */
        String location() {
            return at == null ? "" : at.location();
        }
    }

    Found first(String item, List<FieldPath> places) {
        for (FieldPath place : places) {
            Optional<Fields> segment = segment(place.segment());
            if (segment.isPresent()) {
                String value =
                        segment.get().get(place.field(), place.repetition(), place.component(), place.subcomponent());
                if (!value.isEmpty()) {
                    Found found = new Found(value, place, segment.get());
                    if (trace.listens()) {
                        trace.note(item, value, found.source());
                    }
                    return found;
                }
            }
        }
        return Found.NOTHING;
    }

    /** Whether no place has a value, and one holds HL7's explicit null: the item is to be deleted. */
    boolean deletes(List<FieldPath> places) {
        boolean deleted = false;
        for (FieldPath place : places) {
            Fields segment = segment(place.segment()).orElse(null);
            if (segment != null) {
                if (!segment.get(place.field(), place.repetition(), place.component(), place.subcomponent())
                        .isEmpty()) {
                    return false;
                }
                deleted |= segment.deletes(place.field(), place.repetition(), place.component(), place.subcomponent());
            }
        }
        return deleted;
    }

    /** An identifier: at most 199 characters, since it becomes part of a key. */
    Found key(String item, List<FieldPath> places) throws MessageRefused {
        Found found = first(item, places);
        if (found.value().length() > Fields.LIMIT) {
            throw new MessageRefused(Fault.of(
                    found.location(),
                    ErrorCode.DATA_TYPE,
                    Hl7Messages.MESSAGES.tooLong(Fault.spoken(found.location()))));
        }
        return found;
    }

    private Optional<Fields> segment(String name) {
        if (name.equals("IPC")) {
            return Optional.ofNullable(step);
        }
        Optional<Fields> own = group.segment(name);
        return own.isPresent() || OrderGroup.belongsToGroups(name) ? own : content.first(name);
    }
}
