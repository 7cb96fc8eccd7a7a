/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.overread.config.Hl7Receiver;

/**
 * A stored message for another system: its bytes as they came but for MSH-3 to MSH-6, which say who sends it on and to
 * whom. MSH-10 stays, so that the receiver knows a repeat. One in UTF-16 or UTF-32 becomes UTF-8, with MSH-18 saying so: the
 * bytes that end an MLLP frame may be half a character there, dcm4chee reads neither, and no letter is lost.
 */
final class Readdressed {
    private static final Pattern LINE = Pattern.compile("[^\\r\\n]*");
    private static final int MSH_18 = 17;

    private Readdressed() {}

    /** @throws IllegalArgumentException for what has no MSH, or is cut within a character */
    static byte[] to(byte[] message, Hl7Receiver receiver) {
        byte[] narrow = narrow(message);
        Header header = new Header(narrow);
        if (!header.present()) {
            throw new IllegalArgumentException();
        }
        return readdressed(narrow, header, receiver);
    }

    /** The message as it is, or in UTF-8 where even its MSH takes several bytes a character. */
    static byte[] narrow(byte[] message) {
        Header header = new Header(message);
        if (header.wide().isEmpty()) {
            return message;
        }
        Charset wide = header.wide().get();
        String text = WideText.text(message, wide).orElseThrow(IllegalArgumentException::new);
        Matcher line = LINE.matcher(text);
        String msh = line.lookingAt() ? line.group() : "";
        List<String> fields =
                new ArrayList<>(List.of(msh.split(Pattern.quote(String.valueOf(header.separator())), -1)));
        while (fields.size() <= MSH_18) {
            fields.add("");
        }
        fields.set(MSH_18, "UNICODE UTF-8");
        String said = String.join(String.valueOf(header.separator()), fields);
        return (said + text.substring(msh.length())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] readdressed(byte[] message, Header header, Hl7Receiver receiver) {
        Map<Integer, String> said = Map.of(
                3, receiver.ownApplication(),
                4, receiver.ownFacility(),
                5, receiver.application(),
                6, receiver.facility());
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 64);
        int at = header.start() + 4;
        out.write(message, 0, at);
        for (int field = 2; field <= 6 && !ends(message, at); field++) {
            int end = at;
            while (!ends(message, end) && message[end] != header.separator()) {
                end++;
            }
            if (said.containsKey(field)) {
                out.writeBytes(text(said.get(field), header).getBytes(receiver.charset()));
            } else {
                out.write(message, at, end - at);
            }
            if (!ends(message, end)) {
                out.write(message[end]);
                end++;
            }
            at = end;
        }
        out.write(message, at, message.length - at);
        return out.toByteArray();
    }

    private static boolean ends(byte[] message, int at) {
        return at >= message.length || message[at] == '\r' || message[at] == '\n';
    }

    /** In the message's own delimiters. */
    private static String text(String value, Header header) {
        String escaped = SegmentWriter.escape(value);
        return header.separator() == '|' && header.delimiters().startsWith("^~\\&")
                ? escaped
                : new String(value.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)
                        .replaceAll("[^A-Za-z0-9 ._-]", "_");
    }
}
