/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.overread.hl7adapter.MllpSettings.Tls;

/** TLS 1.2 and 1.3 with the keys of a PKCS12 or JKS file. */
final class TlsContext {
    private TlsContext() {}

    /** @throws IOException with a text for the operator when a store cannot be used */
    static SslContext of(Tls tls) throws IOException {
        if (tls.clientAuth() == MllpSettings.ClientAuth.NEED && tls.truststore() == null) {
            throw new IOException(LOG.noTruststore());
        }
        String reading = "keystore";
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            char[] password = tls.keystorePassword().toCharArray();
            keys.init(KeyStore.getInstance(new File(tls.keystore()), password), password);
            SslContextBuilder context = SslContextBuilder.forServer(keys)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .clientAuth(
                            switch (tls.clientAuth()) {
                                case NEED -> ClientAuth.REQUIRE;
                                case WANT -> ClientAuth.OPTIONAL;
                                case NONE -> ClientAuth.NONE;
                            });
            String truststore = tls.truststore();
            if (truststore != null) {
                reading = "truststore";
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(KeyStore.getInstance(
                        new File(truststore), tls.truststorePassword().toCharArray()));
                context.trustManager(trust);
            }
            return context.build();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IOException(LOG.unreadableStore(reading, Failure.describe(e)), e);
        }
    }
}
