/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @Test
    void reads_back_what_it_wrote() {
        assertThat(IfMatch.version(IfMatch.etag(7))).isEqualTo(7);
    }

    @Test
    void forgives_missing_quotes_and_a_weak_mark() {
        assertThat(IfMatch.version(" 12 ")).isEqualTo(12);
        assertThat(IfMatch.version("W/\"12\"")).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"x\"", "\"1\", \"2\"", "-1", "99999999999999999999"})
    void refuses_what_is_no_version(String header) {
        assertThatThrownBy(() -> IfMatch.version(header)).hasMessageStartingWith("OVR001909");
    }

    @Test
    void a_change_without_a_version_is_refused() {
        assertThatThrownBy(() -> IfMatch.version(null)).hasMessageStartingWith("OVR001908");
    }
}
