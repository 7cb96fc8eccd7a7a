/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SameOriginTest {

    @Test
    void a_form_of_another_site_cannot_pass() {
        assertThat(SameOrigin.isUnforgeable(null, null)).isFalse();
        assertThat(SameOrigin.isUnforgeable(null, "text/plain;charset=UTF-8")).isFalse();
        assertThat(SameOrigin.isUnforgeable(null, "application/x-www-form-urlencoded"))
                .isFalse();
        assertThat(SameOrigin.isUnforgeable(null, "multipart/form-data; boundary=x"))
                .isFalse();
    }

    @Test
    void a_json_body_or_a_header_of_its_own_passes() {
        assertThat(SameOrigin.isUnforgeable(null, "Application/JSON; charset=utf-8"))
                .isTrue();
        assertThat(SameOrigin.isUnforgeable("XMLHttpRequest", null)).isTrue();
    }

    @Test
    void a_foreign_origin_is_refused_and_our_own_is_not() {
        assertThat(SameOrigin.isSameOrigin(null, "ris.example.org", 8080)).isTrue();
        assertThat(SameOrigin.isSameOrigin("http://ris.example.org:8080", "ris.example.org", 8080))
                .isTrue();
        assertThat(SameOrigin.isSameOrigin("https://ris.example.org", "ris.example.org", 80))
                .isTrue();
        assertThat(SameOrigin.isSameOrigin("http://ris.example.org:9090", "ris.example.org", 8080))
                .isFalse();
        assertThat(SameOrigin.isSameOrigin("http://evil.example.org:8080", "ris.example.org", 8080))
                .isFalse();
        assertThat(SameOrigin.isSameOrigin("null", "ris.example.org", 8080)).isFalse();
        assertThat(SameOrigin.isSameOrigin("::not a uri::", "ris.example.org", 8080))
                .isFalse();
    }

    @Test
    void the_browser_s_own_word_on_the_site_is_heeded() {
        assertThat(SameOrigin.isSameSite("same-origin")).isTrue();
        assertThat(SameOrigin.isSameSite("none")).isTrue();
        assertThat(SameOrigin.isSameSite("cross-site")).isFalse();
        assertThat(SameOrigin.isSameSite("same-site")).isFalse();
    }
}
