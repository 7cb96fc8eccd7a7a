/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes pseudonyms with HMAC-SHA-256 (RFC 2104): the same key and value give the same pseudonym, in whatever object and on whatever
 * day; without the key nobody can tell one from the other. Not for use by two threads at once.
 */
final class PseudonymKey {
    /** The standard's own UIDs say nothing of anybody. */
    private static final String STANDARD = "1.2.840.10008.";

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int MOST_DAYS = 3650;

    private final Mac mac;

    /** @param secret of at least 16 characters, which the configuration's reader checks */
    PseudonymKey(String secret) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] digest(String kind, String value) {
        return mac.doFinal((kind + "\0" + value).getBytes(StandardCharsets.UTF_8));
    }

    /** A UID below 2.25 (PS3.5 section B.2), the number of a UUID of version 8 (RFC 9562). */
    String uid(String uid) {
        if (uid.isEmpty() || uid.startsWith(STANDARD)) {
            return uid;
        }
        byte[] bytes = Arrays.copyOf(digest("uid", uid), 16);
        bytes[6] = (byte) (bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte) (bytes[8] & 0x3F | 0x80);
        return "2.25." + new BigInteger(1, bytes);
    }

    /** For Patient ID and Patient's Name. */
    String patient(String id, String issuer) {
        return "P-" + letters(digest("patient", id + "\0" + issuer), 14);
    }

    /** For Accession Number, an SH. */
    String accession(String accession) {
        return accession.isEmpty() ? "" : "A-" + letters(digest("accession", accession), 14);
    }

    /** By how many days a patient's dates move: 1 to 3650, into the past. */
    int days(String id, String issuer) {
        long number = ByteBuffer.wrap(digest("days", id + "\0" + issuer)).getLong() >>> 1;
        return -1 - (int) (number % MOST_DAYS);
    }

    /** Five bits a letter; none that is taken for another. */
    private static String letters(byte[] digest, int count) {
        BigInteger number = new BigInteger(1, digest);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(number.shiftRight(5 * i).intValue() & 31));
        }
        return text.toString();
    }
}
