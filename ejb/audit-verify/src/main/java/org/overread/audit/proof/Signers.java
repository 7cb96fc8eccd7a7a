/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose signatures seals hold: public keys by name, those that were told outside before those of the database. */
final class Signers {
    private final Anchors anchors;
    private final Map<String, byte[]> keys = new HashMap<>();
    private final Map<String, PublicKey> parsedKeys = new HashMap<>();

    Signers(Anchors anchors) {
        this.anchors = anchors;
    }

    /** @param publicKey X.509 SubjectPublicKeyInfo */
    void add(String name, byte[] publicKey) {
        keys.put(name, publicKey);
    }

    /**
     * What is wrong with a seal's signature; null when nothing is.
     *
     * @param before the name of the key of the seal before, empty for none
     */
    Finding.@Nullable Problem problem(Seal read, byte[] signature, String before) {
        if (read.key().isEmpty()) {
            return before.isEmpty() ? null : Finding.Problem.SIGNATURE; // signed once, signed ever after
        }
        PublicKey signer = parsedKeys.computeIfAbsent(read.key(), this::parsed);
        if (signer == null) {
            return Finding.Problem.KEY_UNKNOWN;
        }
        return read.signedBy(signer, signature) ? null : Finding.Problem.SIGNATURE;
    }

    private @Nullable PublicKey parsed(String name) {
        byte[] outside = anchors.key(name);
        byte[] encoded = outside == null ? keys.get(name) : outside;
        if (encoded == null) {
            return null;
        }
        try {
            return Seal.publicKey(encoded);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }
}
