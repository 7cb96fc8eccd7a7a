/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What orders and closes a batch of events, and holds to the batch before.
 *
 * @param number from 1, without gaps
 * @param previous hash of the seal before; zeros for the first
 * @param root Merkle root of the events, in the order of the slices
 * @param events how many
 * @param sealedAt by the database's clock
 * @param oldest time of the oldest event in it
 * @param newest time of the newest event in it
 * @param slices whose events
 * @param missing events of the slices that were gone before they could be sealed
 * @param key name of the key that signs it; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash
public record Seal(
        long number,
        byte[] previous,
        byte[] root,
        long events,
        Instant sealedAt,
        Instant oldest,
        Instant newest,
        List<Slice> slices,
        List<Place> missing,
        String key) {
    private static final HexFormat HEX = HexFormat.of();
    private static final String FORM = "overread.seal.1";

    /** What the first seal holds to. */
    public static byte[] nothingBefore() {
        return new byte[Merkle.LENGTH];
    }

    /** What is hashed and signed: lines of text. */
    public byte[] canonical() {
        return String.join(
                        "\n",
                        FORM,
                        "number=" + number,
                        "previous=" + HEX.formatHex(previous),
                        "root=" + HEX.formatHex(root),
                        "events=" + events,
                        "sealed=" + sealedAt,
                        "oldest=" + oldest,
                        "newest=" + newest,
                        "slices=" + slices.stream().map(Slice::toString).collect(Collectors.joining(",")),
                        "missing=" + missing.stream().map(Place::toString).collect(Collectors.joining(",")),
                        "key=" + key,
                        "")
                .getBytes(StandardCharsets.UTF_8);
    }

    public byte[] hash() {
        return hash(canonical());
    }

    public static byte[] hash(byte[] canonical) {
        return Merkle.sha256().digest(canonical);
    }

    /** @throws IllegalArgumentException for what is no seal in its one form */
    public static Seal parse(byte[] canonical) {
        String text = new String(canonical, StandardCharsets.UTF_8);
        Map<String, String> lines = new HashMap<>();
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            lines.put(equals < 0 ? "" : line.substring(0, equals), line.substring(equals + 1));
        }
        try {
            Seal seal = new Seal(
                    Long.parseLong(field(lines, "number")),
                    HEX.parseHex(field(lines, "previous")),
                    HEX.parseHex(field(lines, "root")),
                    Long.parseLong(field(lines, "events")),
                    Instant.parse(field(lines, "sealed")),
                    Instant.parse(field(lines, "oldest")),
                    Instant.parse(field(lines, "newest")),
                    Arrays.stream(field(lines, "slices").split(","))
                            .filter(each -> !each.isEmpty())
                            .map(Slice::parse)
                            .toList(),
                    Arrays.stream(field(lines, "missing").split(","))
                            .filter(each -> !each.isEmpty())
                            .map(Place::parse)
                            .toList(),
                    field(lines, "key"));
            if (Arrays.equals(seal.canonical(), canonical)) {
                return seal;
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not a seal", e);
        }
        throw new IllegalArgumentException("not a seal in its one form");
    }

    private static String field(Map<String, String> lines, String name) {
        String value = lines.get(name);
        if (value == null) {
            throw new IllegalArgumentException("not a seal: no " + name);
        }
        return value;
    }

    /** Signs by Ed25519 (RFC 8032). */
    public byte[] sign(PrivateKey with) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(with);
        signature.update(canonical());
        return signature.sign();
    }

    public boolean signedBy(PublicKey signer, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(signer);
            check.update(canonical());
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not even a signature of that form
        }
    }

    /** @param encoded X.509 SubjectPublicKeyInfo */
    public static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
