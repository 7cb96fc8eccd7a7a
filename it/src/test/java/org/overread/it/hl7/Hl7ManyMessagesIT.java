/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
 * before. Orders are taken as fast as without them, within 1.5 times, and the message list finds what it is asked for.
 */
@Tag("soak")
class Hl7ManyMessagesIT {
    private static final long MESSAGES = Long.getLong("overread.soak.messages", 10_000_000);
    private static final int MONTHS = 5;
    private static final int CONNECTIONS = 16;
    private static final Duration SLICE = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    @Test
    void orders_are_taken_and_messages_found_as_fast_among_ten_million_as_among_few() {
        Stack stack = Hl7Server.start("hl7-many");
        try {
            orders(stack, WARM_UP);
            double before = rate(stack);
            long begin = System.nanoTime();
            fill(stack);
            System.out.printf(Locale.ROOT, "%d messages made in %.0f s%n", MESSAGES, (System.nanoTime() - begin) / 1e9);
            assertThat(stack.database().number("select count(*) from message where id > 1000000000"))
                    .isEqualTo(MESSAGES);
            orders(stack, WARM_UP.dividedBy(4));
            double after = rate(stack);
            System.out.printf(
                    Locale.ROOT,
                    "hl7.orders-per-second.many-stored.%d ratio=%.3f value=%.2f limit=%.2f%n",
                    CONNECTIONS,
                    after / before,
                    after,
                    before);
            search(stack);
            assertThat(after * 1.5).as("orders a second, few stored: " + before).isGreaterThanOrEqualTo(before);
        } finally {
            stack.server().stop();
            if (stack.database().isRunning()) {
                stack.database().execute("drop schema public cascade"); // gigabytes
            }
            stack.stop();
        }
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

    private static double rate(Stack stack) {
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            rounds.add(orders(stack, SLICE).perSecond());
        }
        return rounds.stream().sorted(Comparator.naturalOrder()).toList().get(1);
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

    /** Months before are made whole and then attached, so that their indexes are built at once. */
    private static void fill(Stack stack) {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        long each = MESSAGES / MONTHS;
        for (int month = 0; month < MONTHS; month++) {
            YearMonth at = now.minusMonths(month);
            String suffix = at.toString().replace("-", "");
            long from = MESSAGES - each * (month + 1) + 1;
            long to = month == MONTHS - 1 ? 1 : from;
            for (String parent : List.of("message", "message_identifier")) {
                if (month > 0) {
                    stack.database()
                            .execute("create table " + parent + "_" + suffix + " (like " + parent
                                    + " including defaults including constraints)");
                }
                stack.database()
                        .execute(rows(parent)
                                .formatted(parent + "_" + suffix, at + "-01", Math.min(from, to), from + each - 1));
                if (month > 0) {
                    stack.database()
                            .execute("alter table " + parent + " attach partition " + parent + "_" + suffix
                                    + " for values from ('" + at + "-01') to ('" + at.plusMonths(1) + "-01')");
                }
            }
        }
        stack.database()
                .execute(
                        "insert into message_repeat (sender, sending_application, sending_facility, control_id, digest,"
                                + " message_id, received_at) select 'soak' || n % 20, 'SOAK', 'MERCY', 'S' || n,"
                                + " sha256(convert_to('S' || n, 'UTF8')), 1000000000 + n,"
                                + " now() - interval '29 days' * (1 - n::float8 / " + MESSAGES
                                + ") from generate_series(1, "
                                + MESSAGES + ") n");
        stack.database().execute("analyze message; analyze message_identifier; analyze message_repeat");
    }

    private static String rows(String parent) {
        String at = "timestamptz '%2$s' + (n %% 100000) * interval '0.3 seconds'";
        return parent.equals("message") ? """
                  insert into %1$s (id, received_at, direction, sender, site, peer, sending_application,
                         sending_facility, control_id, message_type, state, acknowledgement, problem_code,
                         problem_text, raw, digest)
                  select 1000000000 + n, AT, 'I',
                         case when n %% 100000 = 5 then 'rare' else 'soak' || n %% 20 end, 'mercy', '127.0.0.1', 'SOAK',
                         'MERCY', 'S' || n,
                         case when n %% 100000 in (5, 6) then 'ADT^A47' when n %% 10 < 7 then 'ORM^O01'
                              when n %% 10 < 9 then 'ADT^A08' else 'SIU^S12' end,
                         case when n %% 100000 = 7 then 'FAILED' when n %% 1000 = 3 then 'REFUSED' else 'ACCEPTED' end,
                         'AA', case when n %% 1000 = 3 then 'OVR001410' end, case when n %% 1000 = 3 then 'said' end,
                         convert_to('MSH|^~\\&|SOAK|MERCY|||||ORM^O01|S' || n || repeat('|an order of the past', 20), 'UTF8'),
                         sha256(convert_to('S' || n, 'UTF8'))
                    from generate_series(%3$d, %4$d) n""".replace("AT", at) : """
                  insert into %1$s (message_id, received_at, kind, value, authority)
                  select 1000000000 + n, AT, 'PLACER', 'SP' || n, 'RIS' from generate_series(%3$d, %4$d) n""".replace("AT", at);
    }
}
