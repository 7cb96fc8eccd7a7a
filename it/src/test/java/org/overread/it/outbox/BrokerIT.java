/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** JMS only wakes workers up: with a broker that delivers nothing, or has lost our queue, a case still moves to its end. */
class BrokerIT {
    private static final String QUEUE = "/subsystem=messaging-activemq/server=default/jms-queue=OverreadWakeUp";
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.fresh("broker");
        stack.withTestUsers().install().start();
        stack.configure("""
                sites:
                  - {name: mercy, authority: MERCY, accessionIssuer: MERCY}
                senders:
                  - {name: ris, site: mercy, match: {sendingApplication: RIS, sendingFacility: MERCY}}
                archives:
                  - name: hospital
                    kind: dicomweb
                    site: mercy
                    url: %s
                    quietPeriod: PT2S
                    sweepInterval: PT2S
                destinations:
                  - {name: group-pacs, kind: dicomweb, url: "%s"}
                groups:
                  - {name: local, tier: local, destination: group-pacs}
                rules:
                  - {name: all, when: "true", then: {group: local}}
                """.formatted(stack.hospital().dicomWeb(), stack.group().dicomWeb()));
        // what the archive holds before its first sweep is history and never a case
        Waiting.until(
                "the first sweep",
                LIMIT,
                () -> stack.database().number("select count(*) from sweep where archive = 'hospital' and baseline")
                        == 1);
        Waiting.until("the MLLP port", LIMIT, () -> {
            stack.mllp().close();
            return true;
        });
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    @Test
    void everything_moves_while_the_broker_delivers_nothing_and_while_it_has_no_queue_for_us() throws IOException {
        becomesAvailable("with the broker working", 1);
        assertThat(queue("paused")).isEqualTo("false");

        stack.server().command(QUEUE + ":pause");
        long before = Long.parseLong(queue("messages-added"));
        becomesAvailable("with the queue paused", 2);
        assertThat(queue("paused")).isEqualTo("true");
        assertThat(Long.parseLong(queue("messages-added")))
                .as("wake-ups that were sent and went nowhere")
                .isGreaterThan(before);

        stack.server().command(QUEUE + ":remove");
        becomesAvailable("with no queue", 3);
        // a quiet period may still be waiting to find that all is done
        Waiting.until("no work left", LIMIT, () -> stack.database().number("select count(*) from work") == 0);
        assertThat(stack.server().logged()).doesNotContain("\tat org.overread");
    }

    private static void becomesAvailable(String when, int number) throws IOException {
        Order order = Order.of(Patient.numbered(7000 + number, "MERCY"), "CT", "CT HEAD");
        try (MllpClient ris = stack.mllp()) {
            assertThat(ris.send(Hl7Orders.from("RIS", "MERCY").ormO01(order)).code())
                    .isEqualTo("AA");
        }
        Study study = stack.studies().of(order, 3);
        stack.hospital().store(study);
        long begin = System.nanoTime();
        Waiting.until("a case available " + when, LIMIT, () -> state(order).equals("AVAILABLE"), () -> state(order));
        System.out.printf("%s: from the images to AVAILABLE in %.1f s%n", when, (System.nanoTime() - begin) / 1e9);
        assertThat(stack.group().pixels(study.uid())).isEqualTo(study.pixels());
    }

    private static String state(Order order) {
        JsonNode items = stack.as("coordinator")
                .post("/overread/api/cases/search", "{\"accession\":\"" + order.accession() + "\"}")
                .ok()
                .json()
                .path("items");
        return items.isEmpty() ? "no case" : items.get(0).path("state").asText();
    }

    private static String queue(String attribute) {
        String all = stack.server().command(QUEUE + ":read-resource(include-runtime=true)");
        Matcher found = Pattern.compile('"' + attribute + "\" => (\\w+)").matcher(all);
        assertThat(found.find()).as(all).isTrue();
        return found.group(1).replace("L", "");
    }
}
