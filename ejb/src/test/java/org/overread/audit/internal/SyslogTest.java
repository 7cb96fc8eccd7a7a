/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogTest {
    private static final byte[] MESSAGE = "<AuditMessage>Grüße</AuditMessage>".getBytes(StandardCharsets.UTF_8);

    @Test
    void over_udp_a_message_is_one_datagram_of_rfc_5424_with_no_byte_order_mark() throws Exception {
        try (DatagramSocket repository = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            repository.setSoTimeout(10_000);
            Syslog syslog = Syslog.udp("127.0.0.1", repository.getLocalPort());
            syslog.send(MESSAGE);
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            repository.receive(packet);
            assertIti20(Arrays.copyOf(packet.getData(), packet.getLength()));
        }
    }

    @Test
    void over_tls_a_message_is_counted_in_octets_by_rfc_5425(@TempDir Path dir) throws Exception {
        SSLContext tls = selfSigned(dir);
        try (SSLServerSocket repository = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> {
                try (var socket = repository.accept();
                        var in = new DataInputStream(socket.getInputStream())) {
                    ByteArrayOutputStream count = new ByteArrayOutputStream();
                    for (int b = in.read(); b != ' '; b = in.read()) {
                        count.write(b);
                    }
                    byte[] content = new byte[Integer.parseInt(count.toString(StandardCharsets.US_ASCII))];
                    in.readFully(content);
                    return content;
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Syslog syslog = Syslog.tls("127.0.0.1", repository.getLocalPort(), client -> tls);
            syslog.send(MESSAGE);
            assertIti20(received.get());
            syslog.close();
        }
    }

    private static void assertIti20(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith("<85>1 ")
                .contains(" overread ")
                .contains(" IHE+RFC-3881 - <?xml version=\"1.0\" encoding=\"UTF-8\"?><AuditMessage>Grüße");
        assertThat(text).doesNotContain("\uFEFF").endsWith("</AuditMessage>");
    }

    private static SSLContext selfSigned(Path dir) throws Exception {
        Path store = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
