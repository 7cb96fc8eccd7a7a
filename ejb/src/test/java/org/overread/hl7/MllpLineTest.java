/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overread.config.Hl7Receiver;

/** One connection to a receiver, against real sockets. */
class MllpLineTest {
    private static final String PASSWORD = "of-a-test";
    private static final byte[] MESSAGE = "MSH|^~\\&|A\r".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FRAME = "\u000BMSA|AA|1\r\u001C\r".getBytes(StandardCharsets.US_ASCII);

    private ServerSocket server;

    @AfterEach
    void close() throws IOException {
        server.close();
        System.clearProperty("overread.mllp.tls.truststore");
        System.clearProperty("overread.mllp.tls.truststore-password");
    }

    /** What the other side does once the message has come. */
    private interface Deed {
        void on(Socket peer) throws Exception;
    }

    private void serve(ServerSocket socket, Deed deed) {
        server = socket;
        Thread thread = new Thread(() -> {
            try (Socket peer = socket.accept()) {
                while (peer.getInputStream().read() != 0x1C) {
                    // until the message's end
                }
                deed.on(peer);
            } catch (Exception ended) {
                // the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private boolean release2;

    private static ServerSocket plain() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private Hl7Receiver receiver(String host, boolean tls) {
        return new Hl7Receiver(
                host,
                server.getLocalPort(),
                tls,
                "",
                "",
                "OVERREAD",
                "",
                "2.5.1",
                StandardCharsets.UTF_8,
                Hl7Receiver.Mode.ORIGINAL,
                release2,
                Duration.ofSeconds(5),
                Duration.ofMillis(700),
                Hl7Receiver.InDoubt.RESEND,
                12,
                1);
    }

    @Test
    void in_release_2_an_answer_counts_after_a_commit_acknowledgement_and_gets_one() throws Exception {
        release2 = true;
        BlockingQueue<Integer> commit = new ArrayBlockingQueue<>(4);
        serve(plain(), peer -> {
            peer.getOutputStream().write(new byte[] {0x0B, 0x06, 0x1C, 0x0D});
            peer.getOutputStream().write(FRAME);
            for (int i = 0; i < 4; i++) {
                commit.add(peer.getInputStream().read());
            }
        });
        try (MllpLine line = MllpLine.open(receiver("localhost", false), null)) {
            assertThat(new String(line.exchange(MESSAGE), StandardCharsets.US_ASCII))
                    .isEqualTo("MSA|AA|1\r");
        }
        for (int expected : List.of(0x0D, 0x0B, 0x06, 0x1C)) {
            assertThat(commit.poll(30, TimeUnit.SECONDS)).isEqualTo(expected);
        }
    }

    @Test
    void in_release_2_what_was_not_committed_is_no_answer() throws Exception {
        release2 = true;
        serve(plain(), peer -> peer.getOutputStream().write(new byte[] {0x0B, 0x15, 0x1C, 0x0D}));
        try (MllpLine line = MllpLine.open(receiver("localhost", false), null)) {
            assertThatThrownBy(() -> line.exchange(MESSAGE)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void an_answer_too_many_makes_the_connection_unfit_for_the_next_message() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        serve(plain(), peer -> {
            peer.getOutputStream().write(FRAME);
            peer.getOutputStream().write(FRAME);
            over.await(30, TimeUnit.SECONDS);
        });
        try (MllpLine line = MllpLine.open(receiver("localhost", false), null)) {
            assertThat(line.isQuiet()).isTrue();
            assertThat(line.exchange(MESSAGE)).isEqualTo("MSA|AA|1\r".getBytes(StandardCharsets.US_ASCII));
            assertThat(line.isQuiet()).isFalse();
        }
        over.countDown();
    }

    @Test
    void no_answer_and_one_that_never_ends_are_given_up_in_time() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        serve(plain(), peer -> {
            while (over.getCount() > 0) {
                peer.getOutputStream().write("\u000Bx".getBytes(StandardCharsets.US_ASCII));
                over.await(50, TimeUnit.MILLISECONDS);
            }
        });
        try (MllpLine line = MllpLine.open(receiver("localhost", false), null)) {
            assertThatThrownBy(() -> line.exchange(MESSAGE)).isInstanceOf(SocketTimeoutException.class);
        }
        over.countDown();
    }

    @Test
    void an_answer_without_measure_is_cut_off() throws Exception {
        serve(plain(), peer -> {
            peer.getOutputStream().write(0x0B);
            byte[] much = new byte[1 << 16];
            java.util.Arrays.fill(much, (byte) 'x');
            for (int i = 0; i < 40; i++) {
                peer.getOutputStream().write(much);
            }
        });
        try (MllpLine line = MllpLine.open(receiver("localhost", false), null)) {
            assertThatThrownBy(() -> line.exchange(MESSAGE))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void tls_speaks_with_a_trusted_receiver_of_the_configured_name_only(@TempDir Path folder) throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=ris",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "2",
                "-alias",
                "ris",
                "-keystore",
                folder.resolve("ris.p12").toString());
        keytool(
                "-exportcert",
                "-alias",
                "ris",
                "-file",
                folder.resolve("ris.cer").toString(),
                "-keystore",
                folder.resolve("ris.p12").toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "ris",
                "-file",
                folder.resolve("ris.cer").toString(),
                "-keystore",
                folder.resolve("trust.p12").toString());
        MllpLines lines = new MllpLines();

        server = tls(folder.resolve("ris.p12"));
        serve(server, peer -> peer.getOutputStream().write(FRAME));
        assertThatThrownBy(() -> lines.take("a", receiver("localhost", true)))
                .as("nobody vouches for it")
                .isInstanceOf(IOException.class);
        server.close();

        System.setProperty(
                "overread.mllp.tls.truststore", folder.resolve("trust.p12").toString());
        System.setProperty("overread.mllp.tls.truststore-password", PASSWORD);
        server = tls(folder.resolve("ris.p12"));
        serve(server, peer -> peer.getOutputStream().write(FRAME));
        assertThatThrownBy(() -> lines.take("b", receiver("127.0.0.1", true)))
                .as("it is trusted under another name")
                .isInstanceOf(IOException.class);
        server.close();

        server = tls(folder.resolve("ris.p12"));
        serve(server, peer -> peer.getOutputStream().write(FRAME));
        MllpLine line = lines.take("c", receiver("localhost", true));
        assertThat(line.isQuiet()).isTrue();
        assertThat(line.exchange(MESSAGE)).startsWith("MSA|AA".getBytes(StandardCharsets.US_ASCII));
        lines.close();
    }

    private static ServerSocket tls(Path store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(java.util.List.of(arguments));
        command.addAll(java.util.List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
    }
}
