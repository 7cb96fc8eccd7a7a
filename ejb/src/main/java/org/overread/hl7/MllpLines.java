/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.overread.config.Hl7Receiver;
import org.overread.shared.Settings;

/** The connections to receivers that this node has open, each used by one message at a time and kept for the next. */
@ApplicationScoped
class MllpLines {
    private final Map<String, Integer> busy = new HashMap<>();
    private final Map<String, Deque<MllpLine>> idle = new HashMap<>();
    private final Set<MllpLine> all = new HashSet<>();

    /** Whether there is room for one more message to this receiver; {@link #leave} afterwards. */
    synchronized boolean enter(String key, int most) {
        int now = busy.getOrDefault(key, 0);
        if (now >= most) {
            return false;
        }
        busy.put(key, now + 1);
        return true;
    }

    synchronized void leave(String key) {
        busy.computeIfPresent(key, (name, now) -> now > 1 ? now - 1 : null);
    }

    /** A connection that nothing is wrong with: one from before, else a new one. */
    MllpLine take(String key, Hl7Receiver receiver) throws IOException {
        for (MllpLine line = pop(key); line != null; line = pop(key)) {
            if (line.leadsTo(receiver) && line.isQuiet()) {
                return line;
            }
            drop(line);
        }
        MllpLine line = MllpLine.open(receiver, receiver.tls() ? tls() : null);
        synchronized (this) {
            all.add(line);
        }
        return line;
    }

    private synchronized @Nullable MllpLine pop(String key) {
        Deque<MllpLine> lines = idle.get(key);
        return lines == null ? null : lines.poll();
    }

    /** For the next message. */
    synchronized void giveBack(String key, MllpLine line) {
        idle.computeIfAbsent(key, k -> new ArrayDeque<>()).push(line);
    }

    void drop(MllpLine line) {
        synchronized (this) {
            all.remove(line);
        }
        line.close();
    }

    @PreDestroy
    synchronized void close() {
        all.forEach(MllpLine::close);
        all.clear();
        idle.clear();
    }

    /** With the keys of our own MLLP port, read anew for each connection: a changed certificate needs no restart. */
    private static SSLSocketFactory tls() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), trust(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
        String store = Settings.find("overread.mllp.tls.keystore");
        if (store == null) {
            return null;
        }
        char[] password =
                Settings.text("overread.mllp.tls.keystore-password", "").toCharArray();
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(new File(store), password), password);
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
        String store = Settings.find("overread.mllp.tls.truststore");
        if (store == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(
                new File(store),
                Settings.text("overread.mllp.tls.truststore-password", "").toCharArray()));
        return factory.getTrustManagers();
    }
}
