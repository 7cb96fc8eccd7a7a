/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Text that switches its set by escape sequences (ISO 2022; HL7 v2.5.1, 2.15.9.18 and .20; the same in DICOM PS3.3
 * C.12.1.1.2): MSH-18 lists the sets, and only those may be switched to. Each line begins in ASCII.
 */
final class Iso2022 {
    private static final int ESCAPE = 0x1B;

    /** A set that can be switched to: its escape sequence, which half it takes, bytes a character. */
    enum CodeElement {
        ASCII("(B", false, 1, "US-ASCII"),
        /** ISO-IR 14, JIS X 0201 romaji: its yen sign and overline are HL7's delimiters and stay what they are. */
        ROMAJI("(J", false, 1, "US-ASCII"),
        KANA("(I", false, 1, "JIS_X0201"),
        KANA_RIGHT(")I", true, 1, "JIS_X0201"),
        /** ISO-IR 87. */
        JIS_X_0208("$B", false, 2, "x-JIS0208"),
        /** Its edition of 1978. */
        JIS_C_6226("$@", false, 2, "x-JIS0208"),
        /** ISO-IR 159. */
        JIS_X_0212("$(D", false, 2, "JIS_X0212-1990"),
        /** ISO-IR 149. */
        KS_X_1001("$)C", true, 2, "EUC-KR"),
        /** ISO-IR 58. */
        GB_2312("$)A", true, 2, "GB2312"),
        LATIN_1("-A", true, 1, "ISO-8859-1"),
        LATIN_2("-B", true, 1, "ISO-8859-2"),
        LATIN_3("-C", true, 1, "ISO-8859-3"),
        LATIN_4("-D", true, 1, "ISO-8859-4"),
        CYRILLIC("-L", true, 1, "ISO-8859-5"),
        ARABIC("-G", true, 1, "ISO-8859-6"),
        GREEK("-F", true, 1, "ISO-8859-7"),
        HEBREW("-H", true, 1, "ISO-8859-8"),
        LATIN_5("-M", true, 1, "ISO-8859-9"),
        THAI("-T", true, 1, "TIS-620");

        private final byte[] sequence;
        private final boolean right;
        private final int width;
        private final Charset charset;

        CodeElement(String sequence, boolean right, int width, String charset) {
            this.sequence = sequence.getBytes(StandardCharsets.US_ASCII);
            this.right = right;
            this.width = width;
            this.charset = Charset.forName(charset);
        }

        /** By its escape sequence without the first byte. */
        static Optional<CodeElement> of(byte[] sequence) {
            return Arrays.stream(values())
                    .filter(e -> Arrays.equals(e.sequence, sequence))
                    .findFirst();
        }

        byte[] sequence() {
            return sequence.clone();
        }

        /** The character that begins at the place; null when there is none. */
        private @Nullable String character(byte[] content, int at) {
            if (at + width > content.length) {
                return null;
            }
            byte[] code = new byte[width];
            for (int i = 0; i < width; i++) {
                boolean high = (content[at + i] & 0x80) != 0;
                if (high != right) {
                    return null;
                }
                code[i] = this == KANA ? (byte) (content[at + i] | 0x80) : content[at + i];
            }
            String text = new String(code, charset);
            boolean character = text.length() == 1 && text.charAt(0) != '\uFFFD';
            return character && !Character.isISOControl(text.charAt(0)) ? text : null;
        }
    }

    private final byte[] content;
    private final Set<CodeElement> allowed;
    private final @Nullable CodeElement firstRight;
    private final StringBuilder text = new StringBuilder();
    private CodeElement left = CodeElement.ASCII;
    private @Nullable CodeElement right;

    private Iso2022(byte[] content, Set<CodeElement> declared) {
        this.content = content;
        this.allowed = EnumSet.of(CodeElement.ASCII, CodeElement.ROMAJI);
        this.allowed.addAll(declared);
        this.firstRight = declared.stream().filter(e -> e.right).findFirst().orElse(null);
        this.right = firstRight;
    }

    /**
     * @param declared the sets of MSH-18, the first that takes the right half is meant at the beginning
     */
    static String decode(byte[] content, int start, Set<CodeElement> declared) throws Undecodable {
        return new Iso2022(content, declared).decode(start);
    }

    private String decode(int start) throws Undecodable {
        int at = start;
        while (at < content.length) {
            int octet = content[at] & 0xFF;
            if (octet == ESCAPE) {
                at = escaped(at);
            } else if (octet < 0x20 || (octet == 0x20 && left.width == 2)) {
                if (octet == '\r' || octet == '\n') {
                    left = CodeElement.ASCII;
                    right = firstRight;
                }
                text.append((char) octet);
                at++;
            } else {
                CodeElement element = octet < 0x80 ? left : right;
                String character = element == null ? null : element.character(content, at);
                if (element == null || character == null) {
                    throw new Undecodable(at, text.toString());
                }
                text.append(character);
                at += element.width;
            }
        }
        return text.toString();
    }

    private int escaped(int at) throws Undecodable {
        for (CodeElement element : allowed) {
            if (follows(at + 1, element.sequence)) {
                if (element.right) {
                    right = element;
                } else {
                    left = element;
                }
                return at + 1 + element.sequence.length;
            }
        }
        throw new Undecodable(at, text.toString());
    }

    private boolean follows(int at, byte[] sequence) {
        if (at + sequence.length > content.length) {
            return false;
        }
        for (int i = 0; i < sequence.length; i++) {
            if (content[at + i] != sequence[i]) {
                return false;
            }
        }
        return true;
    }
}
