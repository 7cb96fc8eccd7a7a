/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.overread.hl7adapter.api.RawMessage;

/**
 * Several messages in one frame (HL7 v2.5.1, 2.10.3): {@code [FHS] [BHS] MSH … [BTS] [FTS]}. Each is taken as if it had come
 * alone, in the order sent; the answers go back as a batch. The sets of characters are the messages' own, so the lines
 * are told apart as bytes.
 */
final class Batch {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<RawMessage> messages;
    /** FHS and BHS, as sent; empty where there is none. */
    private final String file;

    private final String header;

    private Batch(List<RawMessage> messages, String file, String header) {
        this.messages = messages;
        this.file = file;
        this.header = header;
    }

    /** Empty when it is no batch, or one without a message. */
    static Optional<Batch> of(RawMessage raw) {
        byte[] content = raw.content();
        int start = starts(content, 0, "\u00EF\u00BB\u00BF") ? 3 : 0;
        if (!starts(content, start, "FHS") && !starts(content, start, "BHS")) {
            return Optional.empty();
        }
        List<RawMessage> messages = new ArrayList<>();
        String file = "";
        String header = "";
        int begun = -1;
        for (int at = start; at < content.length; at = next(content, at)) {
            boolean begins = starts(content, at, "MSH");
            boolean frame = isFrame(content, at);
            if (begun >= 0 && (begins || frame)) {
                messages.add(part(raw, begun, at));
                begun = -1;
            }
            if (begins) {
                begun = at;
            } else if (starts(content, at, "FHS")) {
                file = line(content, at);
            } else if (starts(content, at, "BHS") && header.isEmpty()) {
                header = line(content, at);
            }
        }
        if (begun >= 0) {
            messages.add(part(raw, begun, content.length));
        }
        return messages.isEmpty() ? Optional.empty() : Optional.of(new Batch(List.copyOf(messages), file, header));
    }

    private static boolean isFrame(byte[] content, int at) {
        return List.of("FHS", "BHS", "BTS", "FTS").stream().anyMatch(name -> starts(content, at, name));
    }

    List<RawMessage> messages() {
        return messages;
    }

    /** The answers in the batch's own frame: BHS-12 and FHS-12 name the batch and the file that they answer. */
    byte[] answer(List<byte[]> answers, long id, Instant now) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String outer = file.isEmpty() ? "" : opening("FHS", file, id, now);
        String inner = header.isEmpty() ? "" : opening("BHS", header, id, now);
        all.writeBytes((outer + inner).getBytes(StandardCharsets.ISO_8859_1));
        answers.forEach(all::writeBytes);
        String closing = (header.isEmpty() ? "" : "BTS" + separator(header) + answers.size() + "\r")
                + (file.isEmpty() ? "" : "FTS" + separator(file) + "1\r");
        all.writeBytes(closing.getBytes(StandardCharsets.ISO_8859_1));
        return all.toByteArray();
    }

    private static String opening(String name, String sent, long id, Instant now) {
        char separator = separator(sent);
        String[] fields = sent.split(Pattern.quote(String.valueOf(separator)), -1);
        List<String> answer = new ArrayList<>(List.of(
                name,
                field(fields, 2),
                field(fields, 5),
                field(fields, 6),
                field(fields, 3),
                field(fields, 4),
                TIME.format(now),
                "",
                "",
                "",
                "OVR" + id,
                field(fields, 11)));
        return String.join(String.valueOf(separator), answer) + "\r";
    }

    /** As HL7 counts it: the separator is the first field. */
    private static String field(String[] fields, int number) {
        return number - 1 < fields.length ? fields[number - 1] : "";
    }

    private static char separator(String line) {
        return line.length() > 3 ? line.charAt(3) : '|';
    }

    private static RawMessage part(RawMessage raw, int from, int to) {
        return new RawMessage(
                Arrays.copyOfRange(raw.content(), from, to),
                raw.connection(),
                raw.peerAddress(),
                raw.peerCertificate(),
                raw.receivedAt());
    }

    private static String line(byte[] content, int at) {
        int end = at;
        while (end < content.length && content[end] != '\r' && content[end] != '\n') {
            end++;
        }
        return new String(content, at, end - at, StandardCharsets.ISO_8859_1);
    }

    /** Where the next line begins. */
    private static int next(byte[] content, int at) {
        int end = at;
        while (end < content.length && content[end] != '\r' && content[end] != '\n') {
            end++;
        }
        while (end < content.length && (content[end] == '\r' || content[end] == '\n')) {
            end++;
        }
        return end;
    }

    private static boolean starts(byte[] content, int at, String text) {
        byte[] prefix = text.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= at + prefix.length
                && Arrays.equals(content, at, at + prefix.length, prefix, 0, prefix.length);
    }
}
