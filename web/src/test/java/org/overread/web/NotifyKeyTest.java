/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NotifyKeyTest {
    @Test
    void while_a_key_is_changed_the_new_one_and_the_former_are_taken_and_no_other() {
        List<String> keys = List.of("new-key", "former-key");
        assertThat(NotifyServlet.isKey("new-key", keys)).isTrue();
        assertThat(NotifyServlet.isKey("former-key", keys)).isTrue();
        assertThat(NotifyServlet.isKey("new-ke", keys)).isFalse();
        assertThat(NotifyServlet.isKey("", keys)).isFalse();
        assertThat(NotifyServlet.isKey(null, keys)).isFalse();
    }

    @Test
    void without_a_key_nobody_may_notify() {
        assertThat(NotifyServlet.isKey("", List.of())).isFalse();
        assertThat(NotifyServlet.isKey("anything", List.of())).isFalse();
    }
}
