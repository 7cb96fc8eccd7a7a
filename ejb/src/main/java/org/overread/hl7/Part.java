/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message that another one continues, or that continues another (HL7 v2.5.1, 2.10.2.2; DSC 2.15.4): read as bytes, since
 * characters may be cut in two. The first part's header is the whole message's.
 *
 * @param continued MSH-14, the pointer that the part before named; empty in the first one
 * @param pointer DSC-1, which the next part will name; empty in the last one
 * @param charset of header and body: UTF-16 or UTF-32, else ISO 8859-1, in which each byte is one character
 * @param body the segments without MSH and DSC
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record Part(String continued, String pointer, Charset charset, byte[] header, byte[] body) {
    private static final int LONGEST = 180;

    /** Empty for a message that is whole, and for one in UTF-16 or UTF-32 that is cut within a character. */
    static Optional<Part> of(byte[] content) {
        return of(new Header(content), content);
    }

    /** @param header the content's */
    static Optional<Part> of(Header header, byte[] content) {
        Charset charset = header.wide().orElse(StandardCharsets.ISO_8859_1);
        Optional<String> readable =
                header.wide().isPresent() ? WideText.text(content, charset) : Optional.of(new String(content, charset));
        if (!header.present() || readable.isEmpty()) {
            return Optional.empty();
        }
        String continued = header.first(14);
        String text = readable.get();
        if (continued.isEmpty() && !text.contains("DSC" + header.separator())) {
            return Optional.empty();
        }
        String pointer = "";
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream(content.length);
        for (String line : text.split("[\r\n]+")) {
            byte[] bytes = (line + "\r").getBytes(charset);
            if (line.startsWith("DSC" + header.separator())) {
                pointer = pointer(line, header);
                if (header.wide().isPresent()) {
                    // as the header of the next part will be read
                    pointer = new String(pointer.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                }
            } else if (head.size() == 0) {
                head.writeBytes(bytes);
            } else {
                body.writeBytes(bytes);
            }
        }
        return continued.isEmpty() && pointer.isEmpty()
                ? Optional.empty()
                : Optional.of(new Part(continued, pointer, charset, head.toByteArray(), body.toByteArray()));
    }

    private static String pointer(String line, Header header) {
        String[] fields = line.split(Pattern.quote(String.valueOf(header.separator())), -1);
        String component = Pattern.quote(header.delimiters().substring(0, 1));
        return fields[1].split(component, -1)[0].strip();
    }

    boolean isLast() {
        return pointer.isEmpty();
    }

    /** Whether its pointers can be kept. */
    boolean isBounded() {
        return pointer.length() <= LONGEST && continued.length() <= LONGEST && !pointer.equals(continued);
    }
}
