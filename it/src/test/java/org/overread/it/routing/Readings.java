/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/** A hospital with two groups that read from its archive, many readers, and cases that wait for them. */
final class Readings {
    static final Duration LIMIT = Duration.ofMinutes(4);
    static final Hl7Orders RIS = Hl7Orders.from("RIS", "MERCY");

    private static final String CONFIGURATION = """
            sites:
              - {name: mercy, authority: MERCY, accessionIssuer: MERCY}
            senders:
              - name: ris
                site: mercy
                match: {sendingApplication: RIS, sendingFacility: MERCY}
            archives:
              - name: hospital
                kind: dicomweb
                site: mercy
                url: %s
                intake: all
                sweepInterval: PT2S
                quietPeriod: PT2S
            groups:
              - {name: near, tier: local}
              - {name: far, tier: regional}
            ladders:
              - name: outwards
                steps: [{at: 0.5, tier: regional, tell: true}, {at: 0.6, tell: true}]
            rules:
              - name: all to near
                when: "true"
                then: {group: near, ladder: outwards, clock: PT10H}
            """;

    final Stack stack;
    final List<Order> orders = new ArrayList<>();

    /** @param readers how many readers of both groups there are, {@code reader0} and on */
    Readings(String name, int readers) {
        this(name, readers, CONFIGURATION);
    }

    /** @param configuration with a place for the archive's address */
    Readings(String name, int readers, String configuration) {
        stack = Stack.fresh(name);
        for (int i = 0; i < readers; i++) {
            stack.server().user("reader" + i, "reader" + i, "overread-radiologist", "group:near", "group:far");
        }
        stack.server().user("stranger", "stranger", "overread-radiologist", "group:elsewhere");
        stack.withTestUsers().install().start();
        stack.configure(configuration.formatted(stack.hospital().dicomWeb()));
        Waiting.until("the first sweep", LIMIT, () -> count("select count(*) from sweep where baseline") == 1);
    }

    long count(String sql) {
        return stack.database().number(sql);
    }

    /** Orders with one image each, until a reader of the near group could claim each. */
    void available(int cases) {
        for (int i = 0; i < cases; i++) {
            orders.add(Order.of(Patient.numbered(3000 + i, "MERCY"), "CT", "CT HEAD"));
        }
        try (MllpClient ris = stack.mllp()) {
            for (Order order : orders) {
                assertThat(ris.send(RIS.ormO01(order)).code()).isEqualTo("AA");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        orders.forEach(order -> stack.hospital().store(stack.studies().size(16).of(order, 1)));
        Waiting.until(
                cases + " cases are available",
                LIMIT,
                () -> count("select count(*) from reading_case where state = 'AVAILABLE'") == cases,
                () -> String.valueOf(
                        stack.database().rows("select state || ' ' || count(*) from reading_case group by state")));
    }

    /**
     * Lets the time of every case pass up to its ladder's step, which the cases come to one after the other.
     *
     * @param apart milliseconds between one case's instant and the next one's
     */
    void passTime(int apart) {
        stack.database().execute("""
                update reading_case set clock_started_at = clock_started_at - interval '330 minutes',
                       warn_at = warn_at - interval '330 minutes', due_at = due_at - interval '330 minutes';
                update case_due d set due_at = now() + make_interval(secs => %s * n.place / 1000.0)
                  from (select id, row_number() over (order by id desc) as place from reading_case) n
                 where n.id = d.case_id and d.kind = 'ESCALATE';
                """.formatted(apart));
    }

    /** Cases with a timeline whose lines are not in the order of their instants. */
    long disordered() {
        return count("""
                select count(*) from (select at, lag(at) over (partition by subject order by id) as before
                                        from timeline where subject like 'case:%') t where at < before""");
    }
}
