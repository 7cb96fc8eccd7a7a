/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The MSH segment (HL7 v2.5.1, 2.15.9), read before the character set is known: each byte is one character, so that what
 * is echoed in an answer is byte for byte what was sent. Reading it never fails; what is not there is empty.
 */
final class Header {
    private static final int SENT_AT = 7;
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] content;
    private final Optional<Charset> wide;
    private final int start;
    private final boolean present;
    private final char separator;
    private final List<String> fields = new ArrayList<>();
    private int sentAtFrom = -1;
    private int sentAtTo = -1;

    Header(byte[] sent) {
        this.wide = WideText.of(sent);
        this.content = wide.map(charset -> narrowed(sent, charset)).orElse(sent);
        this.start = startsWith(content, 0, BOM) ? BOM.length : 0;
        this.present = startsWith(content, start, "MSH".getBytes(StandardCharsets.US_ASCII))
                && content.length > start + 7
                && isPunctuation(content[start + 3]);
        this.separator = present ? (char) content[start + 3] : '|';
        if (present) {
            split();
        }
    }

    /** The message by the same characters in UTF-8, for the header's sake alone. */
    private static byte[] narrowed(byte[] sent, Charset charset) {
        int mark = WideText.mark(sent, charset);
        return new String(sent, mark, sent.length - mark, charset).getBytes(StandardCharsets.UTF_8);
    }

    private void split() {
        fields.add("MSH");
        fields.add(String.valueOf(separator));
        int from = start + 4;
        for (int at = from; at <= content.length; at++) {
            boolean end = at == content.length || content[at] == '\r' || content[at] == '\n';
            if (end || content[at] == separator) {
                if (fields.size() == SENT_AT) {
                    sentAtFrom = from;
                    sentAtTo = at;
                }
                fields.add(new String(content, from, at - from, StandardCharsets.ISO_8859_1));
                from = at + 1;
            }
            if (end) {
                return;
            }
        }
    }

    /** Whether the message begins with an MSH segment and its delimiters. */
    boolean present() {
        return present;
    }

    /** UTF-16 or UTF-32, when the message is in it. */
    Optional<Charset> wide() {
        return wide;
    }

    /** Where the message begins: behind a byte order mark, if there is one. */
    int start() {
        return start;
    }

    char separator() {
        return separator;
    }

    /** MSH-2; the usual delimiters when it is too short to be any. */
    String delimiters() {
        String given = field(2);
        return given.length() >= 4 ? given : "^~\\&";
    }

    /** A whole field by its number. */
    String field(int number) {
        return number < fields.size() ? fields.get(number) : "";
    }

    /** The first component of a field's first repetition. */
    String first(int number) {
        return component(number, 0);
    }

    /** MSH-9.1. */
    String messageCode() {
        return component(9, 0);
    }

    /** MSH-9.2. */
    String trigger() {
        return component(9, 1);
    }

    String controlId() {
        return field(10);
    }

    /** MSH-12.1. */
    String version() {
        return component(12, 0);
    }

    private String component(int number, int index) {
        String value = field(number);
        String delimiters = delimiters();
        int tilde = value.indexOf(delimiters.charAt(1));
        int end = tilde < 0 ? value.length() : tilde;
        int from = 0;
        for (int i = 0; i < index; i++) {
            int next = value.indexOf(delimiters.charAt(0), from);
            if (next < 0 || next >= end) {
                return "";
            }
            from = next + 1;
        }
        int to = value.indexOf(delimiters.charAt(0), from);
        return value.substring(from, to < 0 || to > end ? end : to).trim();
    }

    /** SHA-256 of the message without MSH-7: the same for a message that is sent again at another time. */
    byte[] digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (sentAtFrom < 0) {
                digest.update(content);
            } else {
                digest.update(content, 0, sentAtFrom);
                digest.update(content, sentAtTo, content.length - sentAtTo);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPunctuation(byte value) {
        return value > ' ' && value < 0x7F && !Character.isLetterOrDigit(value);
    }

    private static boolean startsWith(byte[] content, int offset, byte[] prefix) {
        if (content.length < offset + prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (content[offset + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
