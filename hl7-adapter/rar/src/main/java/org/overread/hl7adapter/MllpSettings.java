/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How this node listens. Read once, when the adapter starts: a system property {@code overread.mllp.…}, else the
 * environment ({@code OVERREAD_MLLP_…}), else the default.
 *
 * @param port 0 takes any free port, -1 listens not at all; the server's port offset is already added
 * @param release2Port the same for senders of MLLP Release 2, which get commit acknowledgements
 * @param tls null without a keystore
 * @param maxFrameBytes the most that one message may have
 * @param maxBufferedBytes the most that unfinished and undelivered messages of all connections may have together
 * @param idle how long a connection may stay open without a message, and the most that one message may take
 * @param frameIdle how long a connection may pause inside a message, or leave its answer unread
 * @param workers how many deliveries run at once; the listener's bean pool should not be smaller
 * @param queue how many messages may wait for a worker before reading pauses
 * @param batch how many messages, each of another connection, one transaction may hold
 * @param drain how long messages in work may take to finish when the application stops
 */
record MllpSettings(
        String host,
        int port,
        int release2Port,
        @Nullable Tls tls,
        int maxConnections,
        int maxFrameBytes,
        long maxBufferedBytes,
        Duration idle,
        Duration frameIdle,
        int selectors,
        int workers,
        int queue,
        int batch,
        Duration drain,
        Duration bindRetry) {

    /** Whether a TLS peer must, may or need not show a certificate. */
    enum ClientAuth {
        NEED,
        WANT,
        NONE
    }

    /** @param handshake how long a TLS handshake may take */
    record Tls(
            int port,
            int release2Port,
            String keystore,
            String keystorePassword,
            @Nullable String truststore,
            String truststorePassword,
            ClientAuth clientAuth,
            Duration handshake) {
        @Override
        public String toString() {
            return "Tls[port=" + port + ", clientAuth=" + clientAuth + "]"; // no password reaches a log by accident
        }
    }

    static MllpSettings read() {
        return read(MllpSettings::find);
    }

    static MllpSettings read(Function<String, @Nullable String> source) {
        Reader from = new Reader(source);
        int offset = from.number("jboss.socket.binding.port-offset", 0, 0);
        return new MllpSettings(
                from.text("overread.mllp.host", "127.0.0.1"),
                shifted(from.number("overread.mllp.port", 2576, -1), offset),
                shifted(from.number("overread.mllp.release2.port", -1, -1), offset),
                tls(from, offset),
                from.number("overread.mllp.max-connections", 1000, 1),
                from.number("overread.mllp.max-frame-bytes", 32 << 20, 1024),
                from.number("overread.mllp.max-buffered-bytes", 256 << 20, 1 << 20),
                from.duration("overread.mllp.idle", Duration.ofMinutes(10)),
                from.duration("overread.mllp.frame-idle", Duration.ofSeconds(60)),
                from.number("overread.mllp.selectors", 2, 1),
                from.number("overread.mllp.workers", usualWorkers(), 1),
                from.number("overread.mllp.queue", 256, 1),
                from.number("overread.mllp.batch", 16, 1),
                from.duration("overread.mllp.drain", Duration.ofSeconds(10)),
                from.duration("overread.mllp.bind-retry", Duration.ofSeconds(5)));
    }

    private static @Nullable Tls tls(Reader from, int offset) {
        String keystore = from.find("overread.mllp.tls.keystore");
        int port = from.number("overread.mllp.tls.port", 12576, -1);
        int release2 = from.number("overread.mllp.release2.tls-port", -1, -1);
        if (keystore == null || (port < 0 && release2 < 0)) {
            return null;
        }
        return new Tls(
                shifted(port, offset),
                shifted(release2, offset),
                keystore,
                from.text("overread.mllp.tls.keystore-password", ""),
                from.find("overread.mllp.tls.truststore"),
                from.text("overread.mllp.tls.truststore-password", ""),
                from.clientAuth("overread.mllp.tls.client-auth"),
                from.duration("overread.mllp.tls.handshake", Duration.ofSeconds(10)));
    }

    /**
     * As many deliveries as there are processors. More would take the waiting messages singly: fewer at once find more of
     * them waiting, and store them with the statements and the commit of one.
     */
    private static int usualWorkers() {
        return Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
    }

    private static int shifted(int port, int offset) {
        return port > 0 ? port + offset : port;
    }

    private static @Nullable String find(String name) {
        String property = System.getProperty(name);
        return property != null && !property.isBlank()
                ? property
                : System.getenv(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    }

    private record Reader(Function<String, @Nullable String> source) {

        @Nullable
        String find(String name) {
            String value = source.apply(name);
            return value == null || value.isBlank() ? null : value.trim();
        }

        String text(String name, String otherwise) {
            String value = find(name);
            return value == null ? otherwise : value;
        }

        int number(String name, int otherwise, int least) {
            String value = find(name);
            if (value == null) {
                return otherwise;
            }
            try {
                int number = Integer.parseInt(value);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException e) {
                LOG.debug("not a number", e);
            }
            throw new IllegalArgumentException(LOG.badSetting(name, "a number of at least " + least));
        }

        Duration duration(String name, Duration otherwise) {
            String value = find(name);
            if (value == null) {
                return otherwise;
            }
            try {
                Duration duration = Duration.parse(value);
                if (duration.compareTo(Duration.ZERO) > 0) {
                    return duration;
                }
            } catch (DateTimeException e) {
                LOG.debug("not a duration", e);
            }
            throw new IllegalArgumentException(LOG.badSetting(name, "a time such as PT30S"));
        }

        ClientAuth clientAuth(String name) {
            try {
                return ClientAuth.valueOf(text(name, "need").toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(LOG.badSetting(name, "need, want or none"), e);
            }
        }
    }
}
