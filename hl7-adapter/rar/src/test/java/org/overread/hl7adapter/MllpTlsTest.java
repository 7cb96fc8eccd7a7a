/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MllpTlsTest {
    private static final String PASSWORD = "of-a-test";

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        key("server", "CN=mllp.example.org");
        key("client", "CN=ris,O=Hospital");
        key("stranger", "CN=stranger");
        trust("server-trusts", "client");
        trust("client-trusts", "server");
    }

    @Test
    void a_client_with_a_trusted_certificate_is_served_and_known_by_its_subject() throws Exception {
        try (Container container = start("need");
                Sender sender = connect(container, "client")) {
            assertThat(sender.send("MSH|1").send("MSH|2").answer()).isEqualTo("ACK MSH|1");
            assertThat(sender.answer()).isEqualTo("ACK MSH|2");
            assertThat(container.deliveries.get(0).messages().get(0).peerCertificate())
                    .isEqualTo("CN=ris,O=Hospital");
        }
    }

    @Test
    void a_large_message_comes_whole_over_tls() throws Exception {
        String large = "MSH|" + "x".repeat(3_000_000);
        try (Container container = start("need");
                Sender sender = connect(container, "client")) {
            assertThat(sender.send(large).answer()).isEqualTo("ACK " + large);
        }
    }

    @Test
    void clients_without_a_certificate_or_with_an_unknown_one_are_not_served() throws Exception {
        try (Container container = start("need")) {
            assertThatThrownBy(() -> exchange(container, null)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> exchange(container, "stranger")).isInstanceOf(IOException.class);
            assertThat(container.received()).isEmpty();
            try (Sender sender = connect(container, "client")) {
                assertThat(sender.send("MSH|1").answer()).isNotNull();
            }
        }
    }

    @Test
    void a_client_certificate_can_be_left_out_where_the_setting_says_so() throws Exception {
        try (Container container = start("want");
                Sender sender = connect(container, null)) {
            assertThat(sender.send("MSH|1").answer()).isNotNull();
            assertThat(container.deliveries.get(0).messages().get(0).peerCertificate())
                    .isNull();
        }
    }

    @Test
    void a_peer_that_never_shakes_hands_is_closed() throws Exception {
        try (Container container = start("need");
                Sender sender = Sender.connect(container.port(MllpServer.TLS))) {
            assertThat(sender.closedWithoutAnswer()).isTrue();
        }
    }

    @Test
    void an_unusable_keystore_leaves_the_plain_port_working() throws Exception {
        try (Container container = Container.start(Map.of(
                        "overread.mllp.tls.keystore",
                        folder.resolve("absent.p12").toString()));
                Sender sender = container.sender()) {
            assertThat(sender.send("MSH|1").answer()).isNotNull();
            assertThat(container.server().port(MllpServer.TLS)).isEqualTo(-1);
        }
    }

    private static Container start(String clientAuth) throws Exception {
        return Container.start(Map.of(
                "overread.mllp.tls.keystore",
                store("server"),
                "overread.mllp.tls.keystore-password",
                PASSWORD,
                "overread.mllp.tls.truststore",
                store("server-trusts"),
                "overread.mllp.tls.truststore-password",
                PASSWORD,
                "overread.mllp.tls.client-auth",
                clientAuth,
                "overread.mllp.tls.handshake",
                "PT1.5S"));
    }

    private static void exchange(Container container, String key) throws Exception {
        try (Sender sender = connect(container, key)) {
            if (sender.send("MSH|1").answer() == null) {
                throw new IOException("closed");
            }
        }
    }

    private static Sender connect(Container container, String key) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (key != null) {
            keys.init(load(key), PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load("client-trusts"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return new Sender(context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), container.port(MllpServer.TLS)));
    }

    private static KeyStore load(String name) throws Exception {
        return KeyStore.getInstance(Path.of(store(name)).toFile(), PASSWORD.toCharArray());
    }

    private static void key(String name, String subject) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-validity",
                "2",
                "-keystore",
                store(name));
        keytool("-exportcert", "-alias", name, "-keystore", store(name), "-file", certificate(name));
    }

    private static void trust(String name, String trusted) throws Exception {
        keytool("-importcert", "-noprompt", "-alias", trusted, "-file", certificate(trusted), "-keystore", store(name));
    }

    private static void keytool(String... arguments) throws Exception {
        java.util.List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(java.util.List.of(arguments));
        command.addAll(java.util.List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private static String certificate(String name) {
        return folder.resolve(name + ".cer").toString();
    }
}
