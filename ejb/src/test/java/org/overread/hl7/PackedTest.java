/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedTest {
    @Test
    void a_message_of_more_than_a_kilobyte_is_stored_shorter_and_read_back_as_it_came() {
        byte[] order =
                ("OBX|1|TX|1^Report^L||No fracture, no bleeding.||||||F\r".repeat(40)).getBytes(StandardCharsets.UTF_8);

        Packed packed = Packed.of(order);

        assertThat(packed.codec()).isEqualTo(1);
        assertThat(packed.bytes()).hasSizeLessThan(order.length / 4);
        assertThat(packed.content()).isEqualTo(order);
    }

    @Test
    void what_is_short_or_would_not_become_shorter_is_stored_as_it_is() {
        byte[] shortOne = new byte[1024];
        byte[] noise = new byte[5000];
        new Random(7).nextBytes(noise);

        assertThat(Packed.of(shortOne)).isEqualTo(new Packed(0, shortOne));
        assertThat(Packed.of(noise).codec()).isZero();
        assertThat(Packed.of(noise).content()).isEqualTo(noise);
    }

    @Test
    void a_form_of_a_later_release_is_not_taken_for_text() {
        assertThatThrownBy(() -> new Packed(9, new byte[3]).content()).hasMessageContaining("does not know: 9");
    }
}
