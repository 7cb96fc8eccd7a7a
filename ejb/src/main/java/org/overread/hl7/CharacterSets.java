/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.overread.config.Sender;
import org.overread.hl7.Iso2022.CodeElement;

/**
 * MSH-18 (HL7 table 0211, and what is sent in the wild). Decoding is strict: a message whose bytes are not what it
 * declares is refused with the place of the first such byte, because a silent replacement would corrupt a name.
 */
final class CharacterSets {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern REGISTERED = Pattern.compile("^ISO( 2022)? IR ?");

    private CharacterSets() {}

    /** The set of a declared name; empty when there is no such set. */
    static Optional<Charset> named(String declared) {
        String name = normal(declared);
        return switch (name) {
            case "ASCII", "US-ASCII", "ISO IR6", "ISO IR14" -> Optional.of(StandardCharsets.US_ASCII);
            case "UNICODE UTF-8", "UTF-8", "UTF8", "UNICODE", "ISO IR192" -> Optional.of(StandardCharsets.UTF_8);
            case "UNICODE UTF-16", "UTF-16", "UTF16" -> Optional.of(StandardCharsets.UTF_16);
            case "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE" -> find(name);
            case "UNICODE UTF-32", "UTF-32" -> find("UTF-32");
            case "ISO IR100", "LATIN1", "ISO8859/1" -> Optional.of(StandardCharsets.ISO_8859_1);
            case "ISO IR101" -> find("ISO-8859-2");
            case "ISO IR109" -> find("ISO-8859-3");
            case "ISO IR110" -> find("ISO-8859-4");
            case "ISO IR144" -> find("ISO-8859-5");
            case "ISO IR127" -> find("ISO-8859-6");
            case "ISO IR126" -> find("ISO-8859-7");
            case "ISO IR138" -> find("ISO-8859-8");
            case "ISO IR148" -> find("ISO-8859-9");
            case "ISO IR166", "TIS-620" -> find("TIS-620");
            case "ISO IR203" -> find("ISO-8859-15");
            case "ISO IR87", "ISO IR159", "ISO IR13" -> find("ISO-2022-JP");
            case "GB 18030-2000", "GB18030", "GB 18030" -> find("GB18030");
            case "GBK", "GB2312", "ISO IR58" -> find("GBK");
            case "KS X 1001", "ISO IR149", "EUC-KR" -> find("EUC-KR");
            case "BIG-5", "BIG5" -> find("Big5");
            case "CNS 11643-1992", "CNS 11643", "EUC-TW" -> find("x-EUC-TW");
            case "ISO IR157" -> Optional.of(LatinSet.NORDIC);
            case "ISO IR199" -> Optional.of(LatinSet.CELTIC);
            case "ISO IR179" -> find("ISO-8859-13");
            case "ISO IR226" -> find("ISO-8859-16");
            case "SHIFT JIS", "WINDOWS-31J" -> find("windows-31j");
            case "EUC-JP" -> find("EUC-JP");
            default -> numbered(name);
        };
    }

    private static String normal(String declared) {
        String name = BLANKS.matcher(declared.trim().toUpperCase(Locale.ROOT).replace('_', ' '))
                .replaceAll(" ");
        return name.startsWith("ISO") ? REGISTERED.matcher(name).replaceFirst("ISO IR") : name;
    }

    /** {@code 8859/1} to {@code 8859/16} and Windows code pages, as far as the JDK has them. */
    private static Optional<Charset> numbered(String name) {
        for (String prefix : List.of("8859/", "ISO-8859-", "ISO 8859-")) {
            if (name.startsWith(prefix)) {
                String part = name.substring(prefix.length());
                return switch (part) {
                    case "10" -> Optional.of(LatinSet.NORDIC);
                    case "14" -> Optional.of(LatinSet.CELTIC);
                    default -> part.matches("[1-9]|1[0-6]") ? find("ISO-8859-" + part) : Optional.empty();
                };
            }
        }
        return name.matches("(WINDOWS-|CP)125[0-8]")
                ? find("windows-" + name.substring(name.length() - 4))
                : Optional.empty();
    }

    private static Optional<Charset> find(String name) {
        return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
    }

    /** The sets that a name lets ISO 2022 escape sequences switch to; none when it cannot be switched to. */
    private static Set<CodeElement> elements(String declared) {
        return switch (normal(declared)) {
            case "", "ASCII", "US-ASCII", "ISO IR6" -> EnumSet.of(CodeElement.ASCII);
            case "ISO IR14" -> EnumSet.of(CodeElement.ROMAJI);
            case "ISO IR13" -> EnumSet.of(CodeElement.ROMAJI, CodeElement.KANA, CodeElement.KANA_RIGHT);
            case "ISO IR87" -> EnumSet.of(CodeElement.JIS_X_0208, CodeElement.JIS_C_6226);
            case "ISO IR159" -> EnumSet.of(CodeElement.JIS_X_0212);
            case "ISO IR149", "KS X 1001" -> EnumSet.of(CodeElement.KS_X_1001);
            case "ISO IR58" -> EnumSet.of(CodeElement.GB_2312);
            case "ISO IR166" -> EnumSet.of(CodeElement.THAI);
            default ->
                named(declared)
                        .map(charset -> switch (charset.name()) {
                            case "ISO-8859-1" -> EnumSet.of(CodeElement.LATIN_1);
                            case "ISO-8859-2" -> EnumSet.of(CodeElement.LATIN_2);
                            case "ISO-8859-3" -> EnumSet.of(CodeElement.LATIN_3);
                            case "ISO-8859-4" -> EnumSet.of(CodeElement.LATIN_4);
                            case "ISO-8859-5" -> EnumSet.of(CodeElement.CYRILLIC);
                            case "ISO-8859-6" -> EnumSet.of(CodeElement.ARABIC);
                            case "ISO-8859-7" -> EnumSet.of(CodeElement.GREEK);
                            case "ISO-8859-8" -> EnumSet.of(CodeElement.HEBREW);
                            case "ISO-8859-9" -> EnumSet.of(CodeElement.LATIN_5);
                            default -> EnumSet.noneOf(CodeElement.class);
                        })
                        .orElse(EnumSet.noneOf(CodeElement.class));
        };
    }

    /** The set that a message is to be read by; empty when the declared one is not known. */
    static Optional<Charset> meant(Header header, Sender sender) {
        String declared = header.first(18);
        if (header.wide().isPresent()) {
            return header.wide();
        }
        Charset own = sender.charsets().get(declared.toUpperCase(Locale.ROOT));
        return own != null ? Optional.of(own) : declared.isEmpty() ? Optional.of(sender.charset()) : named(declared);
    }

    /** What {@code \\X..\\} in a message is tried as: the declared set, else as the message itself. */
    static List<Charset> ofEscapes(Header header, Sender sender) {
        List<Charset> meant = meant(header, sender).stream().toList();
        return header.first(18).isEmpty() && header.wide().isEmpty()
                ? Stream.concat(Stream.of(StandardCharsets.UTF_8), meant.stream())
                        .distinct()
                        .toList()
                : meant;
    }

    /** The message as text. */
    static String decode(Header header, byte[] content, Sender sender) throws MessageRefused {
        try {
            return text(header, content, sender);
        } catch (Undecodable e) {
            String location = e.location(header.separator());
            throw new MessageRefused(Fault.of(
                    location.isEmpty() ? "MSH^1^18" : location,
                    ErrorCode.DATA_TYPE,
                    Hl7Messages.MESSAGES.notInItsCharacterSet(e.position() + 1)));
        }
    }

    private static String text(Header header, byte[] content, Sender sender) throws MessageRefused, Undecodable {
        List<String> declared = declared(header);
        Charset own = sender.charsets().get(declared.get(0).toUpperCase(Locale.ROOT));
        if (header.wide().isPresent()) {
            return wide(header.wide().get(), declared.get(0), content);
        }
        if (own != null) {
            return strict(own, content, header.start());
        }
        if (declared.size() > 1 || switches(declared.get(0))) {
            return switching(declared, content, header.start());
        }
        if (!declared.get(0).isEmpty()) {
            Charset charset = named(declared.get(0)).orElseThrow(CharacterSets::unknown);
            return strict(charset, content, header.start());
        }
        boolean escapes = sender.charset().name().startsWith("ISO-2022") && contains(content, (byte) 0x1B);
        return !escapes && isUtf8(content, header.start())
                ? strict(StandardCharsets.UTF_8, content, header.start())
                : strict(sender.charset(), content, header.start());
    }

    /** Distinct values of MSH-18, at least one. */
    private static List<String> declared(Header header) {
        if (header.field(18).indexOf(header.delimiters().charAt(1)) < 0) {
            return List.of(header.field(18).trim());
        }
        String repetition = Pattern.quote(String.valueOf(header.delimiters().charAt(1)));
        Set<String> names = new LinkedHashSet<>();
        Set<Optional<Charset>> sets = new LinkedHashSet<>();
        for (String each : header.field(18).split(repetition, -1)) {
            String name = each.trim();
            boolean again = !names.isEmpty() && (name.isEmpty() || (!switches(name) && sets.contains(named(name))));
            if (!again) {
                names.add(name);
                sets.add(named(name));
            }
        }
        return List.copyOf(names);
    }

    /** Sets that are there only by escape sequences, even when they are the only one. */
    private static boolean switches(String name) {
        return switch (normal(name)) {
            case "ISO IR13", "ISO IR14", "ISO IR87", "ISO IR159", "ISO IR149", "ISO IR58", "KS X 1001" -> true;
            default -> false;
        };
    }

    private static String switching(List<String> declared, byte[] content, int start)
            throws MessageRefused, Undecodable {
        Set<CodeElement> elements = new LinkedHashSet<>();
        for (String name : declared) {
            Set<CodeElement> own = elements(name);
            if (own.isEmpty()) {
                throw unknown();
            }
            elements.addAll(own);
        }
        return Iso2022.decode(content, start, elements);
    }

    private static String wide(Charset found, String declared, byte[] content) throws MessageRefused, Undecodable {
        Optional<Charset> named = named(declared);
        boolean unicode = declared.isEmpty() || normal(declared).equals("UNICODE");
        boolean same = named.isPresent() && found.name().startsWith(named.get().name());
        if (!unicode && named.isEmpty()) {
            throw unknown();
        }
        if (!unicode && !same) {
            throw new Undecodable(0, "");
        }
        return strict(found, content, WideText.mark(content, found));
    }

    private static MessageRefused unknown() {
        return new MessageRefused(
                Fault.of("MSH^1^18", ErrorCode.TABLE_VALUE, Hl7Messages.MESSAGES.unknownCharacterSet()));
    }

    private static boolean contains(byte[] content, byte octet) {
        for (byte each : content) {
            if (each == octet) {
                return true;
            }
        }
        return false;
    }

    /** Text of another set that happens to be valid UTF-8 with a character beyond ASCII does not occur in practice. */
    private static boolean isUtf8(byte[] content, int start) {
        try {
            strict(StandardCharsets.UTF_8, content, start);
            return true;
        } catch (Undecodable e) {
            return false;
        }
    }

    private static String strict(Charset charset, byte[] content, int start) throws Undecodable {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(content, start, content.length - start);
        CharBuffer out = CharBuffer.allocate((int) ((content.length - start) * (double) decoder.maxCharsPerByte()) + 2);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            result = decoder.flush(out);
        }
        String text = out.flip().toString();
        if (result.isError()) {
            throw new Undecodable(in.position(), text);
        }
        return charset.name().startsWith("ISO-8859") ? withoutControls(text, start) : text;
    }

    /**
     * In ISO 8859 the bytes 80 to 9F are control characters, which no name has: whoever sends them means another set,
     * Windows-1252 as a rule. One byte is one character.
     */
    private static String withoutControls(String text, int start) throws Undecodable {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80 && text.charAt(i) < 0xA0) {
                throw new Undecodable(start + i, text.substring(0, i));
            }
        }
        return text;
    }
}
