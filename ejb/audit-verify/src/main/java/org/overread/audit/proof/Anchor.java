/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A seal as it was told outside of the database: one line of text. Whoever holds it knows what the chain was up to there.
 *
 * @param seal the seal's number
 * @param hash the seal's hash
 * @param sealedAt when it was sealed
 * @param key name of the key that signed it; empty for none
 * @param publicKey that key, X.509 SubjectPublicKeyInfo; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Anchor(long seal, byte[] hash, Instant sealedAt, String key, byte[] publicKey) {
    private static final Pattern LINE = Pattern.compile(
            "overread\\.anchor\\.1 (\\d{1,18}) ([0-9a-f]{64}) (\\S{20,30}) ([A-Za-z0-9._-]{1,100}) ([A-Za-z0-9+/=-]{1,200})");

    /** The line, such as {@code overread.anchor.1 17 9f… 2026-11-29T09:00:00.1Z key-1 MCowBQ…}. */
    public String line() {
        return "overread.anchor.1 " + seal + " " + HexFormat.of().formatHex(hash) + " " + sealedAt + " "
                + (key.isEmpty() ? "-" : key) + " "
                + (publicKey.length == 0 ? "-" : Base64.getEncoder().encodeToString(publicKey));
    }

    /** Finds an anchor in a line of text, which may be a line of a syslog file; empty when there is none. */
    public static Optional<Anchor> find(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Anchor(
                    Long.parseLong(matcher.group(1)),
                    HexFormat.of().parseHex(matcher.group(2)),
                    Instant.parse(matcher.group(3)),
                    matcher.group(4).equals("-") ? "" : matcher.group(4),
                    matcher.group(5).equals("-")
                            ? new byte[0]
                            : Base64.getDecoder().decode(matcher.group(5))));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
