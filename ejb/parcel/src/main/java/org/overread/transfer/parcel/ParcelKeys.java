/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519KeyFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys in their usual texts: age's own for opening (X25519, {@code age1…} and {@code AGE-SECRET-KEY-1…}), PEM for signing (Ed25519,
 * RFC 8410), as {@code age-keygen} and {@code openssl genpkey -algorithm ed25519} make them.
 */
public final class ParcelKeys {
    private ParcelKeys() {}

    /**
     * A new pair for opening.
     *
     * @param recipient public
     * @param identity secret
     */
    public record Opening(String recipient, String identity) {
        @Override
        public String toString() {
            return recipient;
        }
    }

    public static Opening newOpening() {
        try {
            KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
            return new Opening(text(pair.getPublic()), text(pair.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(java.security.Key key) {
        return new String(key.getEncoded(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    public static KeyPair newSigning() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    public static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }

    /** @throws GeneralSecurityException when the text is no such key; the message says nothing of it */
    public static PublicKey publicKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der(pem)));
    }

    /** @throws GeneralSecurityException when the text is no such key; the message says nothing of it */
    public static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der(pem)));
    }

    private static byte[] der(String pem) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("no PEM");
        }
    }

    /** The public half of an identity, which is packed for. */
    public static String recipient(String identity) throws GeneralSecurityException {
        byte[] text = identity.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try {
            return text(new X25519KeyFactory().translateKey(new SecretKeySpec(text, "X25519")));
        } catch (IllegalArgumentException e) {
            // its message may hold the key
            throw new GeneralSecurityException("no age identity");
        }
    }

    static List<RecipientStanzaWriter> writers(List<String> recipients) throws GeneralSecurityException {
        List<RecipientStanzaWriter> writers = new ArrayList<>();
        for (String recipient : recipients) {
            try {
                writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
            } catch (IllegalArgumentException e) {
                throw new GeneralSecurityException("no age recipient", e);
            }
        }
        return writers;
    }

    static List<RecipientStanzaReader> readers(List<String> identities) throws GeneralSecurityException {
        List<RecipientStanzaReader> readers = new ArrayList<>();
        for (String identity : identities) {
            try {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity));
            } catch (IllegalArgumentException e) {
                // its message may hold the key
                throw new GeneralSecurityException("no age identity");
            }
        }
        return readers;
    }
}
