/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.overread.config.SecretName;
import org.overread.config.Secrets;
import org.overread.shared.Settings;

/**
 * The Ed25519 key that seals are signed with. {@code overread.audit.key} names it; the secret of that name holds its
 * private half. Another name there is another key from the next seal on.
 *
 * @param id its name, which each seal holds
 * @param publicKey X.509 SubjectPublicKeyInfo
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SigningKey(String id, PrivateKey privateKey, byte[] publicKey) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** What an Ed25519 private key in PKCS #8 begins with; its 32 bytes follow (RFC 8410, 7). */
    private static final int SEED_AT = 16;

    private static final int SEED = 32;

    /** @return empty when the settings name no key */
    static Optional<SigningKey> fromSettings() throws GeneralSecurityException {
        String name = Settings.find("overread.audit.key");
        if (name == null) {
            return Optional.empty();
        }
        if (!NAME.matcher(name).matches()) {
            throw new GeneralSecurityException("overread.audit.key is no name of a secret");
        }
        String secret = Secrets.find(new SecretName(name))
                .orElseThrow(
                        () -> new GeneralSecurityException("there is no secret of the name in overread.audit.key"));
        return Optional.of(read(name, secret));
    }

    /** @param secret PKCS #8 in base64, with or without its PEM lines */
    static SigningKey read(String id, String secret) throws GeneralSecurityException {
        try {
            byte[] encoded = Base64.getDecoder()
                    .decode(secret.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new SigningKey(id, key, publicHalf(encoded));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the audit key is not base64", e);
        }
    }

    /** The JDK derives no public half by itself, but a generator that is given the seed as its only randomness does. */
    private static byte[] publicHalf(byte[] encoded) throws GeneralSecurityException {
        if (encoded.length < SEED_AT + SEED) {
            throw new GeneralSecurityException("the audit key is not an Ed25519 key");
        }
        byte[] seed = Arrays.copyOfRange(encoded, SEED_AT, SEED_AT + SEED);
        var generator = java.security.KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(java.security.spec.NamedParameterSpec.ED25519, new java.security.SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
            }
        });
        return generator.generateKeyPair().getPublic().getEncoded();
    }
}
