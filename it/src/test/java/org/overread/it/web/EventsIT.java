/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;
import org.overread.kit.WildFly;

/** What one node commits is seen on the other, by those who may see it, and nothing is missed in between. */
class EventsIT {
    private static Stack stack;
    private static WildFly second;

    @BeforeAll
    static void start() {
        stack = WebStack.shared();
        second = WebStack.secondNode();
    }

    @Test
    void a_commit_on_the_second_node_is_seen_on_the_first_and_is_not_missed_by_one_who_was_away() throws Exception {
        Order order = Order.of(Patient.numbered(815, "MERCY"), "MR", "MR KNEE");
        String lastId;
        try (Stream here = Stream.open("coordinator", "");
                Stream stranger = Stream.open("stranger", "")) {
            here.await("event: begin");
            stranger.await("event: begin");
            lastId = here.lastId();
            WebStack.place(second.ports().mllp(), order);
            here.await("event: step");
            long id = WebStack.caseOf(stack, order);
            here.await("\"subject\":\"case:" + id + "\"");
            assertThat(here.text())
                    .doesNotContain(order.patient().name(), order.patient().id(), order.accession());
            assertThat(stranger.text()).doesNotContain("event: step");
        }
        try (Stream again = Stream.open("coordinator", lastId)) {
            again.await("event: step");
        }
    }

    @Test
    void an_id_that_is_none_of_ours_is_400() throws Exception {
        assertThat(stack.as("coordinator")
                        .header("Last-Event-ID", "nonsense")
                        .get("/overread/api/events")
                        .status())
                .isEqualTo(400);
    }

    /** One page's stream, read in the background. */
    private static final class Stream implements AutoCloseable {
        private final InputStream in;
        private final StringBuffer text = new StringBuffer();

        private Stream(InputStream in) {
            this.in = in;
            Thread reader = new Thread(this::read, "events");
            reader.setDaemon(true);
            reader.start();
        }

        static Stream open(String user, String lastEventId) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(stack.http().base() + "/overread/api/events"))
                    .header(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8)));
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<InputStream> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            return new Stream(response.body());
        }

        private void read() {
            byte[] buffer = new byte[4096];
            try {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                // closed by the test
            }
        }

        void await(String part) {
            Waiting.until("'" + part + "' in the stream", Duration.ofSeconds(30), () -> text.indexOf(part) >= 0);
        }

        String text() {
            return text.toString();
        }

        String lastId() {
            String all = text.toString();
            int at = all.lastIndexOf("id: ") + "id: ".length();
            return all.substring(at, all.indexOf('\n', at));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
