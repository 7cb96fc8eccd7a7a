/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MllpSettingsTest {

    @Test
    void listens_on_loopback_without_tls_when_nothing_is_set() {
        MllpSettings settings = MllpSettings.read(name -> null);
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(2576);
        assertThat(settings.tls()).isNull();
        assertThat(settings.maxFrameBytes()).isEqualTo(32 * 1024 * 1024);
    }

    @Test
    void the_servers_port_offset_moves_both_ports_but_no_free_or_closed_one() {
        Map<String, String> source =
                Map.of("jboss.socket.binding.port-offset", "100", "overread.mllp.tls.keystore", "k");
        assertThat(MllpSettings.read(source::get).port()).isEqualTo(2676);
        assertThat(MllpSettings.read(source::get).tls().port()).isEqualTo(12676);
        assertThat(MllpSettings.read(Map.of("jboss.socket.binding.port-offset", "100", "overread.mllp.port", "0")::get)
                        .port())
                .isZero();
        assertThat(MllpSettings.read(Map.of("jboss.socket.binding.port-offset", "100", "overread.mllp.port", "-1")::get)
                        .port())
                .isEqualTo(-1);
    }

    @Test
    void a_setting_that_cannot_be_read_is_named() {
        assertThatThrownBy(() -> MllpSettings.read(Map.of("overread.mllp.port", "mllp")::get))
                .hasMessageContaining("OVR002020")
                .hasMessageContaining("overread.mllp.port");
        assertThatThrownBy(() -> MllpSettings.read(Map.of("overread.mllp.idle", "10 minutes")::get))
                .hasMessageContaining("overread.mllp.idle");
    }

    @Test
    void no_password_is_ever_printed() {
        Map<String, String> source =
                Map.of("overread.mllp.tls.keystore", "k", "overread.mllp.tls.keystore-password", "geheim");
        assertThat(MllpSettings.read(source::get).toString()).doesNotContain("geheim");
    }
}
