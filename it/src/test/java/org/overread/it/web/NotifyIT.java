/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.kit.Http;
import org.overread.kit.Http.Reply;
import org.overread.kit.Stack;

/** What an archive can get wrong in a notice, against the running server. */
class NotifyIT {
    private static final String KEY = Stack.TEST_NOTIFY_KEY;
    private static Http anyone;

    @BeforeAll
    static void start() {
        anyone = WebStack.shared().http();
    }

    @Test
    void a_notice_is_200_with_nothing_in_it_and_its_look_is_stored() {
        Reply reply = anyone.header("X-Overread-Key", KEY).get("/overread/notify/studies/1.2.3.4.5");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Length")).isEqualTo("0");
        assertThat(reply.bytes()).isEmpty();
        assertThat(anyone.post("/overread/notify/studies/1.2.3.4.6?key=" + KEY, "")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", "notify-ke", "notify-keyy"})
    void a_wrong_key_is_403(String key) {
        Reply reply = anyone.header("X-Overread-Key", key).get("/overread/notify/studies/1.2.3.4.5");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().get("code").asText()).isEqualTo("OVR001900");
    }

    @Test
    void no_key_at_all_is_403_even_for_a_bad_uid() {
        assertThat(anyone.get("/overread/notify/studies/nonsense").status()).isEqualTo(403);
    }

    @Test
    void a_uid_of_65_characters_is_400_and_is_not_echoed() {
        String uid = "1." + "2".repeat(63);
        Reply reply = anyone.header("X-Overread-Key", KEY).get("/overread/notify/studies/" + uid);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("code").asText()).isEqualTo("OVR000001");
        assertThat(reply.text()).doesNotContain("2222");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/overread/notify/studies/..%2F..%2Fapi%2Fcases",
                "/overread/notify/studies/../../api/cases",
                "/overread/notify/studies/1.2.3%00.4",
                "/overread/notify/studies/1.2.3;a=b/../4",
                "/overread/notify/studies/1..2",
                "/overread/notify/studies/",
                "/overread/notify/studies/1.2.3/series",
                "/overread/notify/elsewhere"
            })
    void a_path_trick_reaches_nothing(String path) {
        Reply reply = anyone.header("X-Overread-Key", KEY).get(path);
        assertThat(reply.status()).isIn(400, 401, 404);
        assertThat(reply.text()).doesNotContain("items", "Exception", "org.overread");
    }

    @Test
    void other_methods_are_refused() {
        Http caller = anyone.header("X-Overread-Key", KEY);
        assertThat(caller.send("PUT", "/overread/notify/studies/1.2.3", null, BodyPublishers.noBody())
                        .status())
                .isEqualTo(405);
        assertThat(caller.send("HEAD", "/overread/notify/studies/1.2.3", null, BodyPublishers.noBody())
                        .status())
                .isEqualTo(405);
    }

    @Test
    void an_archive_that_nobody_configured_is_asked_to_come_again() {
        Reply reply =
                anyone.header("X-Overread-Key", KEY).get("/overread/notify/studies/1.2.3.4.5?archive=no-such-archive");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().get("code").asText()).isEqualTo("OVR001914");
    }

    @Test
    void a_database_that_hangs_is_answered_503_within_two_seconds() throws Exception {
        try (Connection other = WebStack.shared().database().connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table work, work_key in access exclusive mode");
            Instant before = Instant.now();
            Reply reply = anyone.header("X-Overread-Key", KEY).get("/overread/notify/studies/1.2.3.4.777");
            Duration took = Duration.between(before, Instant.now());
            other.rollback();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.json().get("code").asText()).isEqualTo("OVR001914");
            assertThat(took).isLessThan(Duration.ofSeconds(2));
        }
    }
}
