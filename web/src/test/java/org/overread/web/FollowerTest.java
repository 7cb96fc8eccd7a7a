/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.overread.reading.CaseGuests;
import org.overread.timeline.TimelineCursor;
import org.overread.timeline.TimelineEntry;

class FollowerTest {
    private final Network network = new Network();
    private boolean completed;

    @Test
    void shows_what_the_caller_may_see_and_nothing_else() throws IOException {
        Follower follower = follower();
        follower.onWritePossible();
        follower.show(entry(1, "st-anne"), CaseGuests.Seen.NOTHING);
        follower.show(entry(2, "riverside"), CaseGuests.Seen.NOTHING);
        assertThat(network.taken()).contains("id: 7-1\nevent: step\n").doesNotContain("7-2");
        assertThat(follower.position()).isEqualTo(new TimelineCursor(7, 2));
    }

    @Test
    void writes_nothing_before_the_container_has_taken_the_request_over() throws IOException {
        Follower follower = follower();
        follower.show(entry(1, "st-anne"), CaseGuests.Seen.NOTHING);
        assertThat(network.taken()).isEmpty();
        follower.onWritePossible();
        assertThat(network.taken()).contains("7-1");
    }

    @Test
    void closes_a_page_that_takes_nothing_and_keeps_no_more_than_the_bound() throws IOException {
        Follower follower = follower();
        follower.onWritePossible();
        network.open = false;
        for (int i = 0; i < 100_000 && !follower.isClosed(); i++) {
            follower.show(entry(i, "st-anne"), CaseGuests.Seen.NOTHING);
        }
        assertThat(follower.isClosed()).isTrue();
        assertThat(completed).isTrue();
        assertThat(network.taken()).isEmpty();
    }

    @Test
    void a_page_whose_network_failed_is_closed_once_and_ignored_after() throws IOException {
        Follower follower = follower();
        follower.onWritePossible();
        follower.onError(new IOException("gone"));
        follower.show(entry(1, "st-anne"), CaseGuests.Seen.NOTHING);
        assertThat(follower.isClosed()).isTrue();
        assertThat(network.taken()).isEmpty();
    }

    private Follower follower() throws IOException {
        ServletResponse response = (ServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletResponse.class},
                (proxy, method, arguments) -> network);
        AsyncContext context = (AsyncContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, arguments) -> {
                    completed |= method.getName().equals("complete");
                    return method.getName().equals("getResponse") ? response : null;
                });
        return new Follower(context, null, (entry, guests) -> entry.site().equals("st-anne"));
    }

    private static TimelineEntry entry(long id, String site) {
        return new TimelineEntry(
                new TimelineCursor(7, id),
                Instant.EPOCH,
                "case:1",
                site,
                null,
                "case.routed",
                "Routed",
                JsonNodeFactory.instance.objectNode());
    }

    /** A client's network that can be stopped. */
    private static final class Network extends ServletOutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private boolean open = true;

        String taken() {
            return taken.toString(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isReady() {
            return open;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int b) {
            taken.write(b);
        }
    }
}
