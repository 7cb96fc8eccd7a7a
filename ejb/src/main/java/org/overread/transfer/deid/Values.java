/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.overread.config.Deidentify;

/** New values of data elements, for one object. */
final class Values {
    private static final Set<String> VOCABULARY = vocabulary();
    private static final Pattern WORD = Pattern.compile("[^\\s,;:/()\\[\\]+_^=-]+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(\\.\\d{1,2})?(mm|cm|kv|s|sec|ml|min)?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(.*)", Pattern.DOTALL);
    private static final Pattern OLD_DATE = Pattern.compile("(\\d{4})\\.(\\d{2})\\.(\\d{2})");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");

    private final PseudonymKey key;
    private final String patient;
    private final int days;
    private final Set<String> words;

    Values(PseudonymKey key, Facts facts, Deidentify chosen) {
        this.key = key;
        this.patient = key.patient(facts.patientId(), facts.patientIssuer());
        this.days = key.days(facts.patientId(), facts.patientIssuer());
        this.words = Set.copyOf(chosen.words());
    }

    private static Set<String> vocabulary() {
        Set<String> words = new HashSet<>();
        ConfidentialityTable.lines("vocabulary.txt").forEach(line -> words.addAll(Set.of(line.split(" "))));
        return Set.copyOf(words);
    }

    String patient() {
        return patient;
    }

    /** The new value of an element whose action needs the old one. */
    byte[] of(Action action, String vr, byte[] old) {
        String text = new String(old, StandardCharsets.ISO_8859_1).replace('\0', ' ');
        String value = switch (action) {
            case UID -> each(text, key::uid);
            case PATIENT -> text.isBlank() ? "" : patient;
            case ACCESSION -> key.accession(text.strip());
            case WORDS -> words(text);
            case SHIFT -> each(text, this::shifted);
            case AGE -> age(text.strip());
            default -> throw new IllegalArgumentException(action + " of " + vr);
        };
        return value.getBytes(StandardCharsets.US_ASCII);
    }

    private static String each(String values, java.util.function.UnaryOperator<String> change) {
        StringJoiner joined = new StringJoiner("\\");
        for (String value : values.split("\\\\", -1)) {
            joined.add(change.apply(value.strip()));
        }
        return joined.toString();
    }

    /** What cannot be read as a date is emptied. */
    private String shifted(String value) {
        Matcher old = OLD_DATE.matcher(value);
        String date = old.matches() ? old.group(1) + old.group(2) + old.group(3) : value;
        Matcher parts = DATE.matcher(date);
        if (!parts.matches() || !parts.group(4).matches("[0-9.+-]*")) {
            return "";
        }
        try {
            LocalDate day = LocalDate.of(
                            Integer.parseInt(parts.group(1)),
                            Integer.parseInt(parts.group(2)),
                            Integer.parseInt(parts.group(3)))
                    .plusDays(days);
            return day.getYear() < 1 ? "" : DAY.format(day) + parts.group(4);
        } catch (DateTimeException e) {
            return "";
        }
    }

    private String words(String text) {
        StringJoiner kept = new StringJoiner(" ");
        Matcher found = WORD.matcher(text.replace('\\', ' '));
        while (found.find()) {
            String word = found.group();
            String lower = word.toLowerCase(Locale.ROOT);
            if (VOCABULARY.contains(lower)
                    || words.contains(lower)
                    || NUMBER.matcher(lower).matches()) {
                kept.add(word);
            }
        }
        return kept.toString();
    }

    private static String age(String age) {
        return age.matches("\\d{3}Y") && Integer.parseInt(age.substring(0, 3)) > 89
                ? "090Y"
                : age.matches("\\d{3}[DWMY]") ? age : "";
    }

    /** A value that says nothing, consistent with the VR (PS3.15 table E.1-1a, D). */
    byte[] dummy(String vr) {
        return switch (vr) {
            case "PN", "LO", "SH", "ST", "LT", "UT", "UC", "AE", "CS" -> ascii("REMOVED");
            case "UR" -> ascii("about:blank");
            case "DA" -> ascii("19000101");
            case "DT" -> ascii("19000101000000");
            case "TM" -> ascii("000000");
            case "AS" -> ascii("000Y");
            case "DS", "IS" -> ascii("0");
            case "UI" -> ascii(key.uid("removed"));
            case "US", "SS" -> new byte[2];
            case "FD", "OD", "SV", "UV", "OV" -> new byte[8];
            case "OB", "UN" -> new byte[2];
            default -> new byte[4];
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
