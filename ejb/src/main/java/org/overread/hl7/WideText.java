/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Messages in UTF-16 or UTF-32, where even MSH takes two or four bytes a character. They are told by their first bytes
 * alone, since MSH-18 cannot be read before.
 */
final class WideText {
    private static final List<Beginning> WIDE = Stream.of(
                    Charset.forName("UTF-32BE"),
                    Charset.forName("UTF-32LE"),
                    StandardCharsets.UTF_16BE,
                    StandardCharsets.UTF_16LE)
            .map(set -> new Beginning(set, "MSH".getBytes(set), "\uFEFFMSH".getBytes(set)))
            .toList();

    /** How a message in a set begins. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Beginning(Charset charset, byte[] plain, byte[] marked) {}

    private WideText() {}

    /** The set, when the message begins with MSH in it, behind a byte order mark or not. */
    static Optional<Charset> of(byte[] content) {
        for (Beginning each : WIDE) {
            if (starts(content, each.plain) || starts(content, each.marked)) {
                return Optional.of(each.charset);
            }
        }
        return Optional.empty();
    }

    /** How many bytes a byte order mark takes. */
    static int mark(byte[] content, Charset charset) {
        byte[] mark = "\uFEFF".getBytes(charset);
        return starts(content, mark) ? mark.length : 0;
    }

    /** The message without its byte order mark; empty where it is cut within a character. */
    static Optional<String> text(byte[] content, Charset charset) {
        int mark = mark(content, charset);
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content, mark, content.length - mark))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean starts(byte[] content, byte[] prefix) {
        if (content.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (content[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
