/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.overread.study.ArchiveRefused;

class AddressGuardTest {
    @AfterEach
    void reset() {
        System.clearProperty("overread.peers.link-local");
    }

    @Test
    void what_a_cloud_tells_its_own_machine_is_not_called_however_it_is_written() {
        for (String host :
                new String[] {"169.254.169.254", "[fe80::1]", "0.0.0.0", "[::]", "224.0.0.1", "[::ffff:169.254.169.254]"
                }) {
            assertThatExceptionOfType(ArchiveRefused.class)
                    .as(host)
                    .isThrownBy(() -> AddressGuard.check("pacs", URI.create("http://" + host + "/latest/meta-data")))
                    .withMessageContaining("OVR001722");
        }
    }

    @Test
    void archives_on_this_machine_and_on_private_networks_are() {
        for (String host : new String[] {"127.0.0.1", "[::1]", "10.1.2.3", "192.168.1.1"}) {
            assertThatCode(() -> AddressGuard.check("pacs", URI.create("http://" + host + ":8080/")))
                    .as(host)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_site_that_means_it_says_so() {
        System.setProperty("overread.peers.link-local", "true");
        assertThatCode(() -> AddressGuard.check("pacs", URI.create("http://169.254.1.1/")))
                .doesNotThrowAnyException();
    }
}
