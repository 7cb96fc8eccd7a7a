/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.overread.kit.Program;
import org.overread.kit.WildFly;

/** Keys and certificates of a server, of a sender that it trusts and of one that it does not. */
final class Hl7Keys {
    static final String SENDER = "ris";
    static final String STRANGER = "stranger";
    private static final String PASSWORD = "of-a-test";

    private final Path folder;

    private Hl7Keys(Path folder) {
        this.folder = folder;
    }

    static Hl7Keys in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Hl7Keys keys = new Hl7Keys(folder);
        keys.make("server", "CN=mllp.example.org");
        keys.make(SENDER, "CN=ris,O=Mercy");
        // the same name, and nobody who vouches for it
        keys.make(STRANGER, "CN=ris,O=Mercy");
        keys.trust("server-trusts", SENDER);
        keys.trust("senders-trust", "server");
        return keys;
    }

    /** Has the server open its TLS port with client certificates needed, from its next start on. */
    void give(WildFly server) {
        server.with("overread.mllp.tls.keystore", store("server").toString())
                .with("overread.mllp.tls.keystore-password", PASSWORD)
                .with("overread.mllp.tls.truststore", store("server-trusts").toString())
                .with("overread.mllp.tls.truststore-password", PASSWORD);
    }

    /** Sockets of a sender. @param name whose certificate it shows; null = none */
    SSLSocketFactory sockets(@Nullable String name) {
        try {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (name != null) {
                own.init(load(name), PASSWORD.toCharArray());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load("senders-trust"));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(name == null ? null : own.getKeyManagers(), trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load(String name) {
        try {
            return KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void make(String name, String subject) {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", subject, "-validity", "2", "-alias", name, "-keystore", name);
        keytool("-exportcert", "-alias", name, "-file", certificate(name), "-keystore", name);
    }

    private void trust(String name, String trusted) {
        keytool("-importcert", "-noprompt", "-alias", trusted, "-file", certificate(trusted), "-keystore", name);
    }

    /** @param arguments the last one is the name of the store */
    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments).subList(0, arguments.length - 1));
        command.add(store(arguments[arguments.length - 1]).toString());
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Program.of(command).must();
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private String certificate(String name) {
        return folder.resolve(name + ".cer").toString();
    }
}
