/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One ORC with one of its OBRs and what follows it: what becomes one command, or one for each requested procedure. */
record OrderGroup(
        Fields orc,
        @Nullable Fields obr,
        Optional<Fields> timing,
        Optional<Fields> study,
        List<Fields> steps,
        List<Fields> observations,
        List<Fields> others) {
    private static final Set<String> OF_GROUPS = Set.of("ORC", "OBR", "TQ1", "ZDS", "IPC", "OBX", "NTE", "DG1");

    static List<OrderGroup> of(Content content) {
        List<OrderGroup> groups = new ArrayList<>();
        Draft draft = null;
        for (Fields segment : content.segments()) {
            if (Content.is(segment, "ORC")) {
                if (draft != null) {
                    groups.add(draft.finish());
                }
                draft = new Draft(segment);
            } else if (draft != null) {
                if (Content.is(segment, "OBR") && draft.obr != null) {
                    groups.add(draft.finish());
                    draft = draft.next();
                }
                draft.add(segment);
            }
        }
        if (draft != null) {
            groups.add(draft.finish());
        }
        return groups;
    }

    private static final class Draft {
        private final Fields orc;
        private @Nullable Fields obr;
        private @Nullable Fields timing;
        private @Nullable Fields study;
        private final List<Fields> steps = new ArrayList<>();
        private final List<Fields> observations = new ArrayList<>();
        private final List<Fields> others = new ArrayList<>();

        Draft(Fields orc) {
            this.orc = orc;
        }

        /** Another OBR under the same ORC: timing before the first one belongs to all. */
        Draft next() {
            Draft next = new Draft(orc);
            next.timing = timing;
            return next;
        }

        void add(Fields segment) {
            if (Content.is(segment, "OBR")) {
                obr = segment;
            } else if (Content.is(segment, "TQ1") && timing == null) {
                timing = segment;
            } else if (Content.is(segment, "ZDS")) {
                study = segment;
            } else if (Content.is(segment, "IPC")) {
                steps.add(segment);
            } else if (Content.is(segment, "OBX")) {
                observations.add(segment);
            } else {
                others.add(segment);
            }
        }

        OrderGroup finish() {
            return new OrderGroup(
                    orc,
                    obr,
                    Optional.ofNullable(timing),
                    Optional.ofNullable(study),
                    List.copyOf(steps),
                    List.copyOf(observations),
                    List.copyOf(others));
        }
    }

    /** Segments that are one order's: what another order's group says must not count for this one. */
    static boolean belongsToGroups(String name) {
        return OF_GROUPS.contains(name);
    }

    /** The group's first segment of a name, other than IPC. */
    Optional<Fields> segment(String name) {
        return switch (name) {
            case "ORC" -> Optional.of(orc);
            case "OBR" -> Optional.ofNullable(obr);
            case "TQ1" -> timing;
            case "ZDS" -> study;
            case "OBX" -> observations.stream().findFirst();
            default -> others.stream().filter(s -> Content.is(s, name)).findFirst();
        };
    }

    /** An ORC field. */
    String orc(int field, int component) {
        return orc.get(field, component);
    }

    /** An OBR field, empty without an OBR. */
    String obr(int field, int component) {
        return obr == null ? "" : obr.get(field, component);
    }

    /** The study named by an observation: 113014 (DICOM Study), in the wild also 110180. */
    Optional<String> observedStudy() {
        return observations.stream()
                .filter(o -> o.get(3).equals("113014") || o.get(3).equals("110180"))
                .map(o -> o.get(5))
                .filter(uid -> !uid.isEmpty())
                .findFirst();
    }
}
