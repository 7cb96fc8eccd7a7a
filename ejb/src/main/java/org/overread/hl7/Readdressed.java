/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.overread.config.Hl7Receiver;

/**
 * A stored message for another system: its bytes as they came but for MSH-3 to MSH-6, which say who sends it on and to
 * whom. MSH-10 stays, so that the receiver knows a repeat.
 */
final class Readdressed {
    private Readdressed() {}

    /** @throws IllegalArgumentException for what has no MSH of single bytes */
    static byte[] to(byte[] message, Hl7Receiver receiver) {
        Header header = new Header(message);
        if (!header.present() || header.wide().isPresent()) {
            throw new IllegalArgumentException();
        }
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
