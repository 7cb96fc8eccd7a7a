/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.overread.kit.Measured;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/**
 * Ten million stored messages ({@code -Doverread.soak.messages}), made by SQL: a fifth in this month, the others in months
 * before. Orders are taken as fast as by a server that has few, within 1.5 times, and the message list finds what it is asked
 * for. The two servers run side by side and are measured in turn, so that what else the machine does meets both alike.
 */
@Tag("soak")
class Hl7ManyMessagesIT {
    private static final long MESSAGES = Long.getLong("overread.soak.messages", 10_000_000);
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 9;
    private static final Duration SLICE = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    @Test
    void orders_are_taken_and_messages_found_as_fast_among_ten_million_as_among_few() throws SQLException {
        Stack few = Hl7Server.start("hl7-few");
        Stack many = Hl7Server.start(
                "hl7-many",
                database -> database.with("wal_level", "minimal")
                        .with("max_wal_senders", "0")
                        .with("max_wal_size", "4GB"));
        try {
            orders(few, WARM_UP);
            orders(many, WARM_UP);
            new ManyMessages(many.database(), MESSAGES).fill();
            assertThat(many.database().number("select count(*) from message where id > 1000000000"))
                    .isEqualTo(MESSAGES);
            assertThat(shape(many)).as("tables and indexes").isEqualTo(shape(few));
            orders(many, WARM_UP.dividedBy(4));
            List<Measured> before = new ArrayList<>();
            List<Measured> after = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                boolean odd = round % 2 == 1;
                (odd ? after : before).add(orders(odd ? many : few, SLICE));
                (odd ? before : after).add(orders(odd ? few : many, SLICE));
            }
            double fewStored = median(before, Measured::perSecond);
            double manyStored = median(after, Measured::perSecond);
            print("hl7.orders-per-second.many-stored", manyStored / fewStored, manyStored, fewStored);
            double slow = median(after, Measured::p99);
            double quick = median(before, Measured::p99);
            print("hl7.p99-ms.many-stored", slow / quick, slow, quick);
            search(many);
            assertThat(manyStored * 1.5)
                    .as("orders a second, few stored: " + fewStored)
                    .isGreaterThanOrEqualTo(fewStored);
        } finally {
            few.stop();
            many.server().stop();
            if (many.database().isRunning()) {
                many.database().execute("drop schema public cascade"); // gigabytes
            }
            many.stop();
        }
    }

    private static void print(String name, double ratio, double value, double limit) {
        System.out.printf(
                Locale.ROOT, "%s.%d ratio=%.3f value=%.2f limit=%.2f%n", name, CONNECTIONS, ratio, value, limit);
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
    }

    /** Tables and indexes of messages, but for the months, of which only one has more. */
    private static List<String> shape(Stack stack) {
        return stack.database()
                .rows("select indexname, regexp_replace(indexdef, '_[0-9]{6}', '_month', 'g') from pg_indexes"
                        + " where tablename like 'message%' and tablename !~ '_[0-9]{6}$'"
                        + " or tablename ~ to_char(now() at time zone 'UTC', '\"^message.*_\"YYYYMM') order by 1");
    }

    /** Each by its index: one that has none reads millions of rows and ends as OVR001432. */
    private static void search(Stack stack) {
        String last = "S" + MESSAGES;
        found(stack, "sender=soak7", "sender", "soak7");
        found(stack, "sender=rare", "sender", "rare");
        found(stack, "type=ORM", "type", "ORM^O01");
        found(stack, "type=ADT", "type", "ADT^A08");
        found(stack, "type=ADT%5EA47", "type", "ADT^A47");
        found(stack, "type=ADT&sender=rare", "sender", "rare");
        found(stack, "controlId=" + last, "controlId", last);
        found(stack, "state=FAILED", "state", "FAILED");
        found(stack, "problem=OVR001410&state=REFUSED", "state", "REFUSED");
        found(stack, "problem=OVR001410", "state", "REFUSED");
        assertThat(items(stack, "type=MFN")).isEmpty();
        assertThat(items(stack, "sender=nobody")).isEmpty();
        assertThat(stack.as("integrator")
                        .post("/overread/api/messages/search", "{\"placerNumber\":\"SP" + MESSAGES + "\"}")
                        .ok()
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    private static void found(Stack stack, String query, String field, String value) {
        JsonNode items = items(stack, query);
        assertThat(items).as(query).isNotEmpty();
        items.forEach(item -> assertThat(item.path(field).asText()).as(query).startsWith(value));
    }

    private static JsonNode items(Stack stack, String query) {
        long begin = System.nanoTime();
        JsonNode items = stack.as("integrator")
                .get("/overread/api/messages?limit=20&" + query)
                .ok()
                .json()
                .path("items");
        System.out.printf(
                Locale.ROOT, "messages?%s: %d in %.0f ms%n", query, items.size(), (System.nanoTime() - begin) / 1e6);
        return items;
    }

    private static Measured orders(Stack stack, Duration time) {
        Measured measured = Measured.of(CONNECTIONS, Duration.ofSeconds(1), time, number -> sender(stack));
        Waiting.until(
                "the work that follows from the orders",
                Duration.ofMinutes(5),
                () -> stack.database().number("select count(*) from work where due_at <= now()") == 0);
        return measured;
    }

    private static Measured.Worker sender(Stack stack) throws IOException {
        MllpClient client = stack.mllp();
        return new Measured.Worker() {
            @Override
            public void once() throws IOException {
                Patient patient = Patient.numbered((int) (System.nanoTime() % 500), "MERCY");
                MllpClient.Ack answer = client.send(Hl7Server.RIS.ormO01(Order.of(patient, "CT", "CT THORAX")));
                if (!answer.code().equals("AA")) {
                    throw new IOException("answered " + answer.code());
                }
            }

            @Override
            public void close() throws IOException {
                client.close();
            }
        };
    }
}
