/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.overread.config.Sender;
import org.overread.shared.Problem;

/**
 * What dcm4chee-arc-light (5.34) would read otherwise than we do, or damage, if this message were sent on to it: as seen of a
 * running one, see docs/archive-hl7.md. It is noticed, and the message is sent all the same if a person says so.
 */
final class ArchiveReading {
    /** Names in MSH-18 that it was seen to honour. */
    private static final Set<String> HONOURED = Set.of("UNICODE UTF-8", "8859/1", "8859/2", "ASCII");

    private static final Set<String> STATUS =
            Set.of("NW_SC", "NW_IP", "XO_SC", "XO_CM", "SC_CM", "SC_A", "CA_CA", "DC_CA");

    private ArchiveReading() {}

    static List<Problem> of(byte[] message, Sender sender) {
        Header header = new Header(message);
        if (!header.present()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        List<String[]> segments;
        if (header.wide().isPresent()) {
            notes.add(SendingMessages.MESSAGES.sentInUtf8());
            segments = segments(WideText.text(message, header.wide().get()).orElse(""), header);
        } else {
            characters(message, header, sender, notes);
            segments = segments(new String(message, StandardCharsets.ISO_8859_1), header);
        }
        String code = header.messageCode().toUpperCase(Locale.ROOT);
        String event = code + header.trigger().toUpperCase(Locale.ROOT);
        if (code.equals("ORM")) {
            order(segments, header, notes);
        }
        if (event.equals("ADTA47")) {
            notes.add(SendingMessages.MESSAGES.archiveMerges());
        }
        boolean merge = event.equals("ADTA40");
        if (merge && segments.stream().noneMatch(s -> s[0].equals("MRG"))) {
            notes.add(SendingMessages.MESSAGES.archiveIgnoresMerge());
        }
        return notes.stream().map(Problem::of).toList();
    }

    private static void characters(byte[] message, Header header, Sender sender, List<String> notes) {
        boolean ascii = true;
        for (byte b : message) {
            ascii &= b >= 0 && b != 0x1B;
        }
        String declared = header.first(18).toUpperCase(Locale.ROOT);
        if (!ascii && declared.isEmpty()) {
            Charset meant = sender.charset();
            if (!meant.equals(StandardCharsets.ISO_8859_1)) {
                notes.add(SendingMessages.MESSAGES.archiveReadsLatin());
            }
        } else if (!ascii && !HONOURED.contains(declared)) {
            notes.add(SendingMessages.MESSAGES.archiveDamages());
        }
    }

    private static void order(List<String[]> segments, Header header, List<String> notes) {
        if (segments.stream().noneMatch(s -> s[0].equals("ZDS") || s[0].equals("IPC"))) {
            notes.add(SendingMessages.MESSAGES.archiveWithoutWorklist());
        }
        String component = Pattern.quote(header.delimiters().substring(0, 1));
        for (String[] segment : segments) {
            if (!segment[0].equals("ORC")) {
                continue;
            }
            String pair = (at(segment, 1) + "_" + at(segment, 5)).toUpperCase(Locale.ROOT);
            if (!STATUS.contains(pair)) {
                notes.add(SendingMessages.MESSAGES.archiveRefusesStatus());
            }
            String[] timing = at(segment, 7).split(component, -1);
            if (timing.length > 5 && !timing[5].isEmpty() && !timing[5].equals("R")) {
                notes.add(SendingMessages.MESSAGES.archiveIgnoresPriority());
            }
        }
    }

    private static String at(String[] segment, int field) {
        return field < segment.length ? segment[field].strip() : "";
    }

    private static List<String[]> segments(String text, Header header) {
        String separator = Pattern.quote(String.valueOf(header.separator()));
        return text.lines().limit(2000).map(line -> line.split(separator, 50)).toList();
    }
}
