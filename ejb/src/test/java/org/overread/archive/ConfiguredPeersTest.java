/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Destination;
import org.overread.config.Intake;
import org.overread.config.Login;
import org.overread.config.SecretName;
import org.overread.study.ArchiveRefused;

class ConfiguredPeersTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final URI PACS = URI.create("http://pacs.example:8080/dcm4chee-arc");

    private final ConfiguredPeers peers = new ConfiguredPeers(
            store(new Configuration(
                    1,
                    List.of(),
                    List.of(),
                    List.of(
                            archive("main", org.overread.config.Archive.Kind.DCM4CHEE, null),
                            archive(
                                    "vna",
                                    org.overread.config.Archive.Kind.DICOMWEB,
                                    new Login("us", secret("vna-password")))),
                    List.of(
                            destination("group", Destination.Kind.DICOMWEB, PACS),
                            destination("ae", Destination.Kind.DCM4CHEE_EXPORT, null)),
                    List.of(),
                    List.of())),
            null);

    private static SecretName secret(String name) {
        return new SecretName(name);
    }

    private static org.overread.config.Archive archive(
            String name, org.overread.config.Archive.Kind kind, Login login) {
        return new org.overread.config.Archive(
                name,
                kind,
                "site",
                PACS,
                "DCM4CHEE",
                "WORKLIST",
                login,
                null,
                "",
                "",
                ZoneOffset.UTC,
                SECOND,
                SECOND,
                SECOND,
                SECOND,
                SECOND,
                SECOND,
                Intake.DEFAULT,
                List.of(),
                null,
                null);
    }

    private static Destination destination(String name, Destination.Kind kind, URI url) {
        return new Destination(
                name, kind, url, "AE", null, SECOND, SECOND, 1 << 20, Destination.Verification.INSTANCES, 1);
    }

    private static ConfigurationStore store(Configuration configuration) {
        return (ConfigurationStore) Proxy.newProxyInstance(
                ConfiguredPeersTest.class.getClassLoader(),
                new Class<?>[] {ConfigurationStore.class},
                (proxy, method, arguments) -> "current".equals(method.getName()) ? configuration : null);
    }

    @AfterEach
    void close() {
        System.clearProperty("overread.secret.vna-password");
        peers.close();
    }

    @Test
    void each_kind_of_peer_offers_what_it_can() {
        assertThat(peers.archive("main").tellsReceiveTime()).isTrue();
        assertThat(peers.source("main").name()).isEqualTo("main");
        assertThat(peers.exporter("main").name()).isEqualTo("main");
        assertThat(peers.worklist("main")).isPresent();
        assertThat(peers.heldBy("main").name()).isEqualTo("main");
        assertThat(peers.sink("group").name()).isEqualTo("group");
        assertThat(peers.heldAt("group").name()).isEqualTo("group");
    }

    @Test
    void what_is_not_configured_or_of_another_kind_is_refused() {
        assertThatThrownBy(() -> peers.archive("none"))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessage("OVR001717: The configuration has no archive of this name.");
        assertThatThrownBy(() -> peers.sink("none")).hasMessageContaining("no destination");
        assertThatThrownBy(() -> peers.sink("ae")).hasMessageContaining("OVR001718");
        assertThatThrownBy(() -> peers.heldAt("ae")).hasMessageContaining("OVR001718");
    }

    @Test
    void a_secret_is_read_each_time_and_named_when_it_is_missing() {
        assertThatThrownBy(() -> peers.archive("vna"))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessage("OVR001719: The server holds no secret vna-password for vna.");
        System.setProperty("overread.secret.vna-password", "x");
        assertThat(peers.archive("vna").tellsReceiveTime()).isFalse();
        assertThatThrownBy(() -> peers.exporter("vna")).hasMessageContaining("OVR001718");
    }
}
