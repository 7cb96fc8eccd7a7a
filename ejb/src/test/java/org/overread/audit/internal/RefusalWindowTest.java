/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.overread.access.LoginRefused;

class RefusalWindowTest {
    private final RefusalWindow window = new RefusalWindow();

    private boolean tells(String user, String address) {
        return window.tells(new LoginRefused(user, address));
    }

    @Test
    void tells_the_first_of_each_name_and_address_and_counts_the_rest() {
        assertThat(tells("anna", "10.0.0.1")).isTrue();
        assertThat(tells("anna", "10.0.0.1")).isFalse();
        assertThat(tells("anna", "10.0.0.2")).isTrue();
        assertThat(tells("bert", "10.0.0.1")).isTrue();
        assertThat(window.end()).isEqualTo(1);
    }

    @Test
    void a_flood_of_names_is_counted_and_not_told() {
        long told = IntStream.range(0, 100_000)
                .filter(i -> tells("user" + i, "10.0.0.1"))
                .count();
        assertThat(told).isEqualTo(RefusalWindow.MOST);
        assertThat(window.end()).isEqualTo(100_000 - RefusalWindow.MOST);
    }

    @Test
    void begins_anew_after_its_end_and_carries_what_could_not_be_told() {
        tells("anna", "10.0.0.1");
        window.carry(3);
        assertThat(window.end()).isEqualTo(3);
        assertThat(window.end()).isZero();
        assertThat(tells("anna", "10.0.0.1")).isTrue();
    }
}
