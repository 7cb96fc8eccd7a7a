/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.Escape;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.overread.config.Sender;
import org.overread.hl7.MessageText.Node;

/**
 * Takes a message apart for a person to read. Unlike the parser it gives up on nothing: whoever mends a message that was
 * refused has to see it. Bounded: past its limits the rest is left out, and said to be.
 */
final class MessageTree {
    private static final int NODES = 4_000;
    private static final int VALUE = 500;
    private static final int ANSWER = 10_000;
    private static final Map<String, String> SEGMENTS = Map.ofEntries(
            Map.entry("MSH", "Message header"),
            Map.entry("EVN", "Event type"),
            Map.entry("PID", "Patient identification"),
            Map.entry("PD1", "Patient additional demographics"),
            Map.entry("NK1", "Next of kin"),
            Map.entry("PV1", "Patient visit"),
            Map.entry("PV2", "Patient visit, additional"),
            Map.entry("MRG", "Merge patient information"),
            Map.entry("ORC", "Common order"),
            Map.entry("OBR", "Observation request"),
            Map.entry("OBX", "Observation"),
            Map.entry("TQ1", "Timing and quantity"),
            Map.entry("IPC", "Imaging procedure control"),
            Map.entry("NTE", "Notes and comments"),
            Map.entry("AL1", "Patient allergy"),
            Map.entry("DG1", "Diagnosis"),
            Map.entry("IN1", "Insurance"),
            Map.entry("GT1", "Guarantor"),
            Map.entry("SCH", "Scheduling activity"),
            Map.entry("RGS", "Resource group"),
            Map.entry("AIS", "Appointment, service"),
            Map.entry("AIL", "Appointment, location"),
            Map.entry("AIP", "Appointment, personnel"),
            Map.entry("MSA", "Message acknowledgment"),
            Map.entry("ERR", "Error"),
            Map.entry("ZDS", "Study Instance UID"));

    private final char field;
    private final EncodingCharacters delimiters;
    private int nodes;
    private boolean cut;

    private MessageTree(Header header) {
        this.field = header.separator();
        this.delimiters = new EncodingCharacters(field, header.delimiters());
    }

    /** @param answer empty when none was given */
    static MessageText of(byte[] message, byte[] answer, Sender sender) {
        Header header = new Header(message);
        String text;
        boolean readable = true;
        try {
            text = CharacterSets.decode(header, message, sender);
        } catch (MessageRefused e) {
            text = new String(message, StandardCharsets.ISO_8859_1);
            readable = false;
        }
        MessageTree tree = new MessageTree(header);
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        boolean tooLong = lines.length() > MessageText.CHARACTERS;
        String shown = tooLong ? lines.substring(0, MessageText.CHARACTERS) : lines;
        List<Node> segments = tree.segments(shown);
        Charset charset = CharacterSets.meant(header, sender).orElse(StandardCharsets.ISO_8859_1);
        return new MessageText(
                readable ? charset.name() : StandardCharsets.ISO_8859_1.name(),
                readable,
                shown,
                tooLong || tree.cut,
                answer(answer, charset),
                segments,
                ArchiveReading.of(message, sender));
    }

    private static String answer(byte[] answer, Charset charset) {
        String text = new String(answer, 0, Math.min(answer.length, ANSWER), charset);
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private List<Node> segments(String lines) {
        List<Node> segments = new ArrayList<>();
        for (String line : lines.split("\n")) {
            if (!line.isBlank() && room()) {
                segments.add(segment(line));
            }
        }
        return segments;
    }

    private Node segment(String line) {
        int end = line.indexOf(field);
        String name = end < 0 ? line : line.substring(0, end);
        if (name.length() > 3) {
            return new Node("", "No segment", clipped(line), List.of());
        }
        List<Node> fields = new ArrayList<>();
        String[] values = end < 0 ? new String[0] : line.substring(end + 1).split(quoted(field), -1);
        boolean header = List.of("MSH", "FHS", "BHS").contains(name);
        if (header && room()) {
            fields.add(new Node(name + "-1", FieldNames.of(name, 1), String.valueOf(field), List.of()));
        }
        for (int i = 0; i < values.length; i++) {
            int number = header ? i + 2 : i + 1;
            if (!values[i].isEmpty() && room()) {
                fields.add(field(name, number, values[i], header && number == 2));
            }
        }
        return new Node(name, SEGMENTS.getOrDefault(name, ""), "", fields);
    }

    private Node field(String segment, int number, String value, boolean whole) {
        String place = segment + "-" + number;
        String name = FieldNames.of(segment, number);
        String[] repetitions =
                whole ? new String[] {value} : value.split(quoted(delimiters.getRepetitionSeparator()), -1);
        if (repetitions.length == 1) {
            Node only = whole
                    ? new Node(place, name, value, List.of())
                    : divided(place, ".", value, delimiters.getComponentSeparator());
            return new Node(place, name, only.value(), only.parts());
        }
        List<Node> parts = new ArrayList<>();
        for (int i = 0; i < repetitions.length; i++) {
            if (room()) {
                parts.add(
                        divided(place + "(" + (i + 1) + ")", ".", repetitions[i], delimiters.getComponentSeparator()));
            }
        }
        return new Node(place, name, "", parts);
    }

    private Node divided(String place, String joint, String value, char separator) {
        boolean component = separator == delimiters.getComponentSeparator();
        if (value.indexOf(separator) < 0) {
            // a lone component may still have subcomponents
            return component && value.indexOf(delimiters.getSubcomponentSeparator()) >= 0
                    ? divided(place + ".1", joint, value, delimiters.getSubcomponentSeparator())
                    : new Node(place, "", clipped(Escape.unescape(value, delimiters)), List.of());
        }
        List<Node> parts = new ArrayList<>();
        String[] values = value.split(quoted(separator), -1);
        for (int i = 0; i < values.length; i++) {
            if (!values[i].isEmpty() && room()) {
                String at = place + joint + (i + 1);
                parts.add(
                        component
                                ? subdivided(at, values[i])
                                : new Node(at, "", clipped(Escape.unescape(values[i], delimiters)), List.of()));
            }
        }
        return new Node(place, "", "", parts);
    }

    private Node subdivided(String place, String value) {
        return divided(place, ".", value, delimiters.getSubcomponentSeparator());
    }

    private boolean room() {
        if (nodes >= NODES) {
            cut = true;
            return false;
        }
        nodes++;
        return true;
    }

    private String clipped(String value) {
        if (value.length() <= VALUE) {
            return value;
        }
        cut = true;
        return value.substring(0, VALUE);
    }

    private static String quoted(char separator) {
        return java.util.regex.Pattern.quote(String.valueOf(separator));
    }
}
