/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.overread.shared.Settings;

/** The audit repositories of {@code overread.audit.udp} and {@code overread.audit.tls}, each {@code host:port}. */
@ApplicationScoped
class AuditRepositories {
    private final Map<String, Syslog> targets = new LinkedHashMap<>();

    /** By name, such as {@code udp://host:port}; made when first asked for. */
    synchronized Map<String, Syslog> targets() throws IOException, GeneralSecurityException {
        if (targets.isEmpty()) {
            String udp = Settings.find("overread.audit.udp");
            if (udp != null) {
                targets.put("udp://" + udp, Syslog.udp(host(udp), port(udp)));
            }
            String tls = Settings.find("overread.audit.tls");
            if (tls != null) {
                SSLContext context = tlsContext();
                targets.put("tls://" + tls, Syslog.tls(host(tls), port(tls), client -> context));
            }
        }
        return Map.copyOf(targets);
    }

    @PreDestroy
    synchronized void close() {
        targets.values().forEach(Syslog::close);
    }

    private static String host(String target) {
        return target.substring(0, target.lastIndexOf(':'));
    }

    private static int port(String target) {
        return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    }

    /** TLS with the stores of {@code overread.audit.tls.truststore} and {@code …keystore} (PKCS12), if they are set. */
    private static SSLContext tlsContext() throws IOException, GeneralSecurityException {
        String trust = Settings.find("overread.audit.tls.truststore");
        String keys = Settings.find("overread.audit.tls.keystore");
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trust == null ? null : store(trust, "overread.audit.tls.truststore-password"));
        KeyManager[] own = null;
        if (keys != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(
                    store(keys, "overread.audit.tls.keystore-password"),
                    Settings.text("overread.audit.tls.keystore-password", "").toCharArray());
            own = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trusted.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(String file, String passwordSetting) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, Settings.text(passwordSetting, "").toCharArray());
        }
        return store;
    }
}
