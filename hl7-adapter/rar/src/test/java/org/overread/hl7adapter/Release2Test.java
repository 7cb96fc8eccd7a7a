/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.overread.hl7adapter.api.Answer;

/** MLLP Release 2: commit acknowledgements before the answers. */
class Release2Test {
    private static final String MESSAGE = "MSH|^~\\&|RIS|HOSPITAL|||20260101||ADT^A04|1|P|2.5.1\r";
    private static final String COMMITTED = "\u0006";
    private static final String NOT_COMMITTED = "\u0015";

    private static Container container() throws Exception {
        return Container.start(Map.of("overread.mllp.release2.port", "0"));
    }

    private static Sender sender(Container container) throws Exception {
        return Sender.connect(container.port(MllpServer.RELEASE_2));
    }

    @Test
    void a_commit_is_acknowledged_before_the_answer_and_the_senders_own_acknowledgement_is_no_message()
            throws Exception {
        try (Container container = container();
                Sender sender = sender(container)) {
            for (String kept : List.of(COMMITTED, NOT_COMMITTED)) {
                sender.send(MESSAGE);
                assertThat(sender.answer()).isEqualTo(COMMITTED);
                assertThat(sender.answer()).isEqualTo("ACK " + MESSAGE);
                sender.send(kept);
            }
            sender.send(MESSAGE);
            assertThat(sender.answer()).isEqualTo(COMMITTED);
            assertThat(container.received()).hasSize(3);
        }
    }

    /** What is logged as an error meanwhile. */
    private static AutoCloseable listening(List<String> told) {
        Logger logger = Logger.getLogger("org.overread.hl7adapter");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() > Level.WARNING.intValue()) {
                    told.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        return () -> logger.removeHandler(handler);
    }

    @Test
    void what_was_not_committed_is_said_and_may_be_sent_again_on_the_same_connection() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (Container container = container()
                        .committing(messages ->
                                tries.incrementAndGet() == 1 ? Status.STATUS_ROLLEDBACK : Status.STATUS_COMMITTED);
                Sender sender = sender(container)) {
            List<String> told = new CopyOnWriteArrayList<>();
            try (AutoCloseable listening = listening(told)) {
                assertThat(sender.send(MESSAGE).answer()).isEqualTo(NOT_COMMITTED);
            }
            assertThat(told).singleElement().asString().contains("OVR002025").doesNotContain("closed");
            assertThat(sender.send(MESSAGE).answer()).isEqualTo(COMMITTED);
            assertThat(sender.answer()).isEqualTo("ACK " + MESSAGE);
        }
    }

    @Test
    void a_message_that_wants_no_answer_is_committed_all_the_same() throws Exception {
        try (Container container = container().answering(messages -> List.of(new Answer.Silence()));
                Sender sender = sender(container)) {
            assertThat(sender.send(MESSAGE).answer()).isEqualTo(COMMITTED);
        }
    }

    @Test
    void senders_of_release_1_get_answers_alone() throws Exception {
        try (Container container = container();
                Sender sender = container.sender()) {
            assertThat(sender.send(MESSAGE).answer()).isEqualTo("ACK " + MESSAGE);
            assertThat(sender.send(COMMITTED).answer()).isEqualTo("ACK " + COMMITTED);
        }
    }
}
