/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import ca.uhn.hl7v2.parser.DefaultEscaping;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.Escaping;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.hl7.Iso2022.CodeElement;

/**
 * Escape sequences (HL7 v2.5.1, 2.7). What cannot be understood stays in the text as it was sent: a wrong guess would
 * damage it, and nobody would notice.
 */
final class Escapes implements Escaping {
    /** Blank lines or spaces that one formatting command may make. */
    private static final int MOST = 20;

    private final List<Charset> charsets;

    /** @param charsets the message's: what {@code \X..\} holds is text in the first that has it */
    Escapes(List<Charset> charsets) {
        this.charsets = charsets;
    }

    @Override
    public String escape(String text, EncodingCharacters characters) {
        return new DefaultEscaping().escape(text, characters);
    }

    @Override
    public String unescape(String text, EncodingCharacters characters) {
        return text.indexOf(characters.getEscapeCharacter()) < 0 ? text : new Reading(text, characters).read();
    }

    private final class Reading {
        private final String text;
        private final EncodingCharacters characters;
        private final StringBuilder read = new StringBuilder();
        /** Text in another set, since its {@code \C..\} or {@code \M..\}. */
        private final StringBuilder switched = new StringBuilder();

        private String opening = "";
        private @Nullable CodeElement element;

        Reading(String text, EncodingCharacters characters) {
            this.text = text;
            this.characters = characters;
        }

        String read() {
            char escape = characters.getEscapeCharacter();
            int at = 0;
            while (at < text.length()) {
                int begin = text.indexOf(escape, at);
                int end = begin < 0 ? -1 : text.indexOf(escape, begin + 1);
                if (end < 0) {
                    add(text.substring(at));
                    break;
                }
                add(text.substring(at, begin));
                String sequence = text.substring(begin + 1, end);
                boolean known = switches(sequence, text.substring(begin, end + 1)) || adds(sequence);
                if (!known) {
                    add(String.valueOf(escape));
                }
                at = known ? end + 1 : begin + 1;
            }
            back();
            return read.toString();
        }

        private void add(String part) {
            (element == null ? read : switched).append(part);
        }

        private boolean adds(String sequence) {
            Optional<String> meant = meant(sequence);
            meant.ifPresent(this::add);
            return meant.isPresent();
        }

        /** 2.7.2, sets by their ISO 2022 escape sequence without its first byte. */
        private boolean switches(String sequence, String asSent) {
            boolean form = sequence.matches("C[0-9A-Fa-f]{4}|M[0-9A-Fa-f]{4}|M[0-9A-Fa-f]{6}");
            if (!form) {
                return false;
            }
            byte[] code = HexFormat.of().parseHex(sequence.substring(1));
            Optional<CodeElement> to = CodeElement.of(code);
            if (to.isEmpty()) {
                return false;
            }
            back();
            element = to.get() == CodeElement.ASCII ? null : to.get();
            opening = element == null ? "" : asSent;
            return true;
        }

        /** Ends what was in another set. */
        private void back() {
            CodeElement from = element;
            if (from == null) {
                return;
            }
            String held = switched.toString();
            switched.setLength(0);
            element = null;
            read.append(decoded(from, held).orElse(opening + held));
        }

        private Optional<String> decoded(CodeElement from, String held) {
            if (held.chars().anyMatch(c -> c > 0xFF)) {
                return Optional.empty();
            }
            byte[] sequence = from.sequence();
            byte[] code = held.getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = Arrays.copyOf(new byte[] {0x1B}, 1 + sequence.length + code.length);
            System.arraycopy(sequence, 0, all, 1, sequence.length);
            System.arraycopy(code, 0, all, 1 + sequence.length, code.length);
            try {
                return Optional.of(Iso2022.decode(all, 0, EnumSet.of(from)));
            } catch (Undecodable e) {
                return Optional.empty();
            }
        }

        private Optional<String> meant(String sequence) {
            return switch (sequence) {
                case "F" -> Optional.of(String.valueOf(characters.getFieldSeparator()));
                case "S" -> Optional.of(String.valueOf(characters.getComponentSeparator()));
                case "T" -> Optional.of(String.valueOf(characters.getSubcomponentSeparator()));
                case "R" -> Optional.of(String.valueOf(characters.getRepetitionSeparator()));
                case "E" -> Optional.of(String.valueOf(characters.getEscapeCharacter()));
                case "P" -> Optional.of("#");
                // highlighting has no meaning in what we keep
                case "H", "N" -> Optional.of("");
                default -> sequence.startsWith("X") ? bytes(sequence.substring(1)) : formatting(sequence);
            };
        }

        /** 2.7.5. */
        private Optional<String> bytes(String digits) {
            if (digits.isEmpty() || digits.length() % 2 != 0 || !digits.matches("[0-9A-Fa-f]+")) {
                return Optional.empty();
            }
            byte[] bytes = HexFormat.of().parseHex(digits);
            return charsets.stream()
                    .flatMap(charset -> decoded(charset, bytes).stream())
                    .findFirst()
                    .map(plain -> plain.replace("\r\n", "\n").replace('\r', '\n'))
                    .filter(plain -> plain.chars().allMatch(c -> (c >= ' ' && c != 0x7F) || c == '\n' || c == '\t'));
        }

        private static Optional<String> decoded(Charset charset, byte[] bytes) {
            try {
                return Optional.of(
                        charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }

        /** 2.7.6: lines and spaces are kept, indents and wrapping are the display's. */
        private Optional<String> formatting(String command) {
            if (!command.matches("\\.(br|ce|fi|nf|(sp|sk|in|ti)[ +-]?\\d{0,4})")) {
                return Optional.empty();
            }
            String digits = command.replaceAll("\\D", "");
            int times = digits.isEmpty() ? 1 : Math.min(MOST, Integer.parseInt(digits));
            return Optional.of(
                    switch (command.substring(1, 3)) {
                        case "br", "ce" -> "\n";
                        case "sp" -> "\n".repeat(Math.max(1, times));
                        case "sk" -> " ".repeat(times);
                        default -> "";
                    });
        }
    }
}
