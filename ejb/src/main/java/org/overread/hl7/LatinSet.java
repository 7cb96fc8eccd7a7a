/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The parts of ISO 8859 that the JDK does not have. Part 12 was never made. Bytes below A0 are those of ISO 8859-1. */
final class LatinSet extends Charset {
    /** Nordic (ISO IR 157). */
    static final LatinSet NORDIC = new LatinSet(
            "ISO-8859-10",
            "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏ"
                    + "ÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ");
    /** Celtic (ISO IR 199). */
    static final LatinSet CELTIC = new LatinSet(
            "ISO-8859-14",
            "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
                    + "ŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ");

    private static final int FIRST = 0xA0;

    private final String upper;

    /** @param upper the characters of the bytes A0 to FF */
    private LatinSet(String name, String upper) {
        super(name, null);
        this.upper = upper;
    }

    @Override
    public boolean contains(Charset other) {
        return other.equals(this) || other.equals(StandardCharsets.US_ASCII);
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            @Override
            protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    int octet = in.get() & 0xFF;
                    out.put(octet < FIRST ? (char) octet : upper.charAt(octet - FIRST));
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    @Override
    public CharsetEncoder newEncoder() {
        return new CharsetEncoder(this, 1, 1) {
            @Override
            protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    char next = in.get(in.position());
                    int octet = next < FIRST ? next : FIRST + upper.indexOf(next);
                    if (next >= FIRST && octet < FIRST) {
                        return CoderResult.unmappableForLength(1);
                    }
                    in.get();
                    out.put((byte) octet);
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }
}
