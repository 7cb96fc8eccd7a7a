/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.overread.config.Deidentify;
import org.overread.config.Deidentify.Dates;
import org.overread.transfer.deid.ConfidentialityTable.Row;

/**
 * The Basic Application Level Confidentiality Profile with the options that a destination chose (PS3.15 E.2, E.3): what is done to
 * which attribute. Where the table leaves a choice, what keeps an object conformant is taken: X/Z is Z, X/D and Z/D are D.
 */
final class Profile {
    private static final int PATIENT_NAME = 0x00100010;
    private static final int PATIENT_ID = 0x00100020;
    private static final int PATIENT_AGE = 0x00101010;
    private static final int ACCESSION_NUMBER = 0x00080050;
    private static final Set<String> TEXTS = Set.of("LO", "SH", "ST", "LT", "UT", "UC");

    private final ConfidentialityTable table = ConfidentialityTable.standard();
    private final Deidentify chosen;
    private final Set<Option> options = EnumSet.noneOf(Option.class);
    private final Set<String> privates;

    Profile(Deidentify chosen) {
        this.chosen = chosen;
        if (chosen.dates() == Dates.SHIFT) {
            options.add(Option.MODIFIED_DATES);
        } else if (chosen.dates() == Dates.KEEP) {
            options.add(Option.FULL_DATES);
        }
        if (chosen.device()) {
            options.add(Option.DEVICE);
        }
        if (chosen.patientCharacteristics()) {
            options.add(Option.PATIENT_CHARACTERISTICS);
        }
        if (chosen.descriptors()) {
            options.add(Option.DESCRIPTORS);
        }
        if (!chosen.privateTags().isEmpty()) {
            options.add(Option.SAFE_PRIVATE);
        }
        privates = chosen.privateTags().stream()
                .map(tag -> key(tag.group(), tag.creator(), tag.element()))
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<Option> options() {
        return options;
    }

    Deidentify chosen() {
        return chosen;
    }

    /** What is done to a standard attribute. @param vr as the object says, else as the dictionary does */
    Action action(int tag, String vr) {
        int group = tag >>> 16;
        if ((tag & 0xFFFF) == 0 || (group & 0xFF00) == 0x5000 || (group & 0xFF00) == 0x6000) {
            // retired group lengths would be wrong; a curve or overlay without its data is of no use
            return Action.REMOVE;
        }
        switch (tag) {
            case PATIENT_NAME, PATIENT_ID -> {
                return Action.PATIENT;
            }
            case ACCESSION_NUMBER -> {
                return Action.ACCESSION;
            }
            default -> {}
        }
        Optional<Row> row = table.row(tag);
        if (row.isEmpty()) {
            return unlisted(tag, vr);
        }
        return byOption(row.get(), tag, vr).orElseGet(() -> basic(row.get(), vr));
    }

    private Optional<Action> byOption(Row row, int tag, String vr) {
        Action cleaned = null;
        for (Option option : options) {
            Character code = row.options().get(option);
            if (code == null) {
                continue;
            }
            if (code == 'K') {
                return Optional.of(tag == PATIENT_AGE ? Action.AGE : Action.KEEP);
            }
            cleaned = switch (option) {
                case MODIFIED_DATES -> shift(vr);
                case DESCRIPTORS, PATIENT_CHARACTERISTICS -> clean(vr, cleaned);
                default -> cleaned;
            };
        }
        return Optional.ofNullable(cleaned);
    }

    private static @org.jspecify.annotations.Nullable Action shift(String vr) {
        return switch (vr) {
            case "DA", "DT" -> Action.SHIFT;
            // a shift by whole days leaves the time of day; an offset from UTC tells where, not when
            case "TM" -> Action.KEEP;
            default -> null;
        };
    }

    private static @org.jspecify.annotations.Nullable Action clean(
            String vr, @org.jspecify.annotations.Nullable Action otherwise) {
        if (TEXTS.contains(vr)) {
            return Action.WORDS;
        }
        return vr.equals("SQ") ? Action.KEEP : otherwise;
    }

    private static Action basic(Row row, String vr) {
        return switch (row.basic()) {
            case "X" -> Action.REMOVE;
            case "Z", "X/Z" -> Action.EMPTY;
            case "U" -> vr.equals("UI") ? Action.UID : Action.REMOVE;
            // the sequence stays, the UIDs in it are replaced
            case "X/Z/U*" -> Action.KEEP;
            case "X/D", "X/Z/D" -> vr.equals("SQ") ? Action.REMOVE : Action.DUMMY;
            default -> Action.DUMMY;
        };
    }

    /** What the table does not list stays, but for what its VR tells to be a name or a date, and what no dictionary knows. */
    private Action unlisted(int tag, String vr) {
        if (table.vr(tag).isEmpty()) {
            return Action.REMOVE;
        }
        return switch (vr) {
            case "PN" -> Action.EMPTY;
            case "DA", "DT" ->
                switch (chosen.dates()) {
                    case SHIFT -> Action.SHIFT;
                    case KEEP -> Action.KEEP;
                    case REMOVE -> Action.EMPTY;
                };
            case "LO", "SH", "ST", "LT", "UT", "UC" ->
                // a code's meaning may be free text of the site's
                tag == 0x00080104 && chosen.descriptors() ? Action.WORDS : Action.KEEP;
            default -> Action.KEEP;
        };
    }

    /** Whether a private block's creator is one of which something stays. */
    boolean keepsCreator(int group, String creator) {
        return chosen.privateTags().stream()
                .anyMatch(tag -> tag.group() == group && tag.creator().equals(creator));
    }

    boolean keepsPrivate(int group, String creator, int element) {
        return privates.contains(key(group, creator, element & 0xFF));
    }

    /** The rectangles of a device model; empty when none are configured for it. */
    List<Deidentify.Rectangle> rectangles(String manufacturer, String model) {
        return chosen.pixels().stream()
                .filter(mask -> mask.isOf(manufacturer, model))
                .findFirst()
                .map(Deidentify.PixelMask::rectangles)
                .orElse(List.of());
    }

    private static String key(int group, String creator, int element) {
        return group + "\\" + element + "\\" + creator;
    }
}
