/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @Test
    void basic_names_a_user_whose_password_may_hold_colons() {
        assertThat(Credentials.user(basic("anna:a:b"))).isEqualTo("anna");
        assertThat(Credentials.user("bAsIc" + basic("anna:").substring(5))).isEqualTo("anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic %%%", "Bearer abc.def.ghi", "Basic YW5uYQ=="})
    void whatever_else_names_nobody(String header) {
        assertThat(Credentials.user(header)).isNull();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
