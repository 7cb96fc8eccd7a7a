/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * MSH-18 (HL7 table 0211, and what is sent in the wild). Decoding is strict: a message whose bytes are not what it
 * declares is refused, because a silent replacement would corrupt a name.
 */
final class CharacterSets {
    private CharacterSets() {}

    /** The set of a declared name; empty when there is no such set. */
    static Optional<Charset> named(String declared) {
        String name = declared.trim().toUpperCase(Locale.ROOT).replace('_', ' ').replaceAll("\\s+", " ");
        return switch (name) {
            case "ASCII", "US-ASCII", "ISO IR6", "ISO IR 6" -> Optional.of(StandardCharsets.US_ASCII);
            case "UNICODE UTF-8", "UTF-8", "UTF8", "UNICODE", "ISO IR192", "ISO IR 192" ->
                Optional.of(StandardCharsets.UTF_8);
            case "8859/1", "ISO-8859-1", "ISO 8859-1", "ISO8859/1", "LATIN1", "ISO IR100", "ISO IR 100" ->
                Optional.of(StandardCharsets.ISO_8859_1);
            case "ISO IR101", "ISO IR 101" -> find("ISO-8859-2");
            case "ISO IR109", "ISO IR 109" -> find("ISO-8859-3");
            case "ISO IR110", "ISO IR 110" -> find("ISO-8859-4");
            case "ISO IR144", "ISO IR 144" -> find("ISO-8859-5");
            case "ISO IR127", "ISO IR 127" -> find("ISO-8859-6");
            case "ISO IR126", "ISO IR 126" -> find("ISO-8859-7");
            case "ISO IR138", "ISO IR 138" -> find("ISO-8859-8");
            case "ISO IR148", "ISO IR 148" -> find("ISO-8859-9");
            case "ISO IR166", "ISO IR 166" -> find("TIS-620");
            case "WINDOWS-1250", "CP1250" -> find("windows-1250");
            case "WINDOWS-1251", "CP1251" -> find("windows-1251");
            case "WINDOWS-1252", "CP1252" -> find("windows-1252");
            case "GB 18030-2000", "GB18030" -> find("GB18030");
            case "KS X 1001" -> find("EUC-KR");
            default -> part8859(name);
        };
    }

    private static Optional<Charset> part8859(String name) {
        String digits = name.startsWith("8859/")
                ? name.substring(5)
                : name.startsWith("ISO-8859-") || name.startsWith("ISO 8859-") ? name.substring(9) : "";
        return digits.matches("[1-9]|1[0-6]") ? find("ISO-8859-" + digits) : Optional.empty();
    }

    private static Optional<Charset> find(String name) {
        return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
    }

    /** The set that a message is to be read by; empty when the declared one is not known. */
    static Optional<Charset> meant(Header header, Charset otherwise) {
        String declared = header.first(18);
        return declared.isEmpty() ? Optional.of(otherwise) : named(declared);
    }

    /**
     * The message as text.
     *
     * @param otherwise meant when MSH-18 is empty
     */
    static String decode(Header header, byte[] content, Charset otherwise) throws MessageRefused {
        char repetition = header.delimiters().charAt(1);
        String[] declared = header.field(18).split(java.util.regex.Pattern.quote(String.valueOf(repetition)), -1);
        for (int i = 1; i < declared.length; i++) {
            // a second set is switched to by escape sequences (ISO 2022): harmless only if it is the first one again
            if (!declared[i].isBlank() && !named(declared[i]).equals(named(declared[0]))) {
                throw unknown();
            }
        }
        ByteBuffer bytes = ByteBuffer.wrap(content, header.start(), content.length - header.start());
        try {
            if (!declared[0].isBlank()) {
                Charset charset = named(declared[0]).orElseThrow(CharacterSets::unknown);
                return strict(charset, bytes);
            }
            return isUtf8(bytes) ? strict(StandardCharsets.UTF_8, bytes) : strict(otherwise, bytes);
        } catch (CharacterCodingException e) {
            throw new MessageRefused(
                    Fault.of("MSH^1^18", ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.notInItsCharacterSet()));
        }
    }

    private static MessageRefused unknown() {
        return new MessageRefused(
                Fault.of("MSH^1^18", ErrorCode.TABLE_VALUE, Hl7Messages.MESSAGES.unknownCharacterSet()));
    }

    /** Text of another set that happens to be valid UTF-8 with a character beyond ASCII does not occur in practice. */
    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            strict(StandardCharsets.UTF_8, bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String strict(Charset charset, ByteBuffer bytes) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes.duplicate())
                .toString();
    }
}
