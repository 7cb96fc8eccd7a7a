/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.math.BigInteger;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Identifiers that nobody has used before. */
public final class Uids {
    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis() % 10_000_000_000L * 1000);

    private Uids() {}

    /** A UID from a random UUID (PS3.5 B.2). */
    public static String next() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = java.nio.ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }

    /** A number of at most 13 digits, so that a two-letter prefix keeps it within the 16 of an SH. */
    public static String number() {
        return Long.toString(NUMBERS.incrementAndGet());
    }
}
