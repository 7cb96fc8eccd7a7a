/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.config.Group;
import org.overread.config.Group.Tier;
import org.overread.config.Ladder;
import org.overread.config.Reader;
import org.overread.order.OrderState;
import org.overread.order.TestOrders;
import org.overread.outbox.Lane;
import org.overread.outbox.WorkItem;
import org.overread.shared.Priority;
import org.overread.study.Hint;

/** What goes wrong around a case: each ends with an owner or in triage with a reason, and a line for the coordinator. */
class CaseBadInputTest {
    private static final String UID = "1.2.3";

    private ReadingBench bench = new ReadingBench();

    private static Reader reader(String name) {
        return new Reader(
                name,
                Set.of("local"),
                ZoneOffset.UTC,
                List.of(new Reader.Licence("DE", null, null)),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
    }

    private void people(String... readers) {
        bench.people(
                List.of(new Group(
                        "local",
                        Tier.LOCAL,
                        ZoneOffset.UTC,
                        "reading-pacs",
                        Set.of(),
                        null,
                        Group.Assignment.PUSH,
                        Duration.ofMinutes(5))),
                List.of(readers).stream().map(CaseBadInputTest::reader).toList(),
                new Ladder("outwards", List.of()));
    }

    private void staffChanged() {
        bench.studies.due.add(WorkItem.now(CaseWork.STAFF, "staff", Lane.SHORT, new CaseWork.Triaged(0)));
        bench.studies.pump();
    }

    @Test
    void a_reader_who_is_removed_while_reading_keeps_the_case_and_the_coordinator_is_told_once() {
        people("rita", "ron");
        ReadingCase found = bench.available(UID);
        bench.service.claim(ReadingBench.RITA, found.id(), found.version());
        staffChanged();
        assertThat(bench.told("case.reader-gone")).isZero();
        people("ron");
        staffChanged();
        // the bench keeps its lines in memory, and whether it was told is asked of the table
        bench.studies.jdbi.useHandle(
                h -> h.createUpdate("""
                        insert into timeline (at, subject, site, kind, text, data)
                        values (clock_timestamp(), :subject, 'S', 'case.reader-gone', '', '{}')""").bind("subject", found.subject()).execute());
        staffChanged();
        assertThat(bench.only().reader()).isEqualTo("rita");
        assertThat(bench.owners(found.id())).containsExactly("local");
        assertThat(bench.told("case.reader-gone")).isOne();
        bench.service.release(ReadingBench.CORA, found.id(), bench.only().version());
        bench.pass(Offers.PATIENCE);
        assertThat(bench.service.standing(ReadingBench.CORA, bench.only()).offeredTo())
                .isEqualTo("ron");
    }

    @Test
    void a_case_that_was_given_to_a_reader_who_is_removed_is_given_to_the_next_at_once() {
        people("rita", "ron");
        ReadingCase found = bench.available(UID);
        assertThat(bench.service.standing(ReadingBench.CORA, found).offeredTo()).isEqualTo("rita");
        people("ron");
        staffChanged();
        bench.tick();
        assertThat(bench.service.standing(ReadingBench.CORA, found).offeredTo()).isEqualTo("ron");
    }

    /** What is due, and when an offer ends, is by the database's clock alone. */
    @ParameterizedTest
    @ValueSource(longs = {-6, 6})
    void a_node_whose_clock_is_wrong_by_hours_fires_nothing_early_and_nothing_late(long hours) {
        bench = new ReadingBench(Clock.offset(Clock.systemUTC(), Duration.ofHours(hours)));
        bench.sinceCompletion = true;
        people("rita", "ron");
        ReadingCase found = bench.available(UID);
        Instant now = bench.rows.now();
        assertThat(bench.service.standing(ReadingBench.CORA, found).offerEndsAt())
                .isBetween(now.plus(Duration.ofMinutes(4)), now.plus(Duration.ofMinutes(5)));
        bench.tick();
        assertThat(bench.told("case.warned") + bench.told("case.breached") + bench.told("case.offered"))
                .isZero();
        bench.pass(Duration.ofMinutes(6));
        assertThat(bench.service.standing(ReadingBench.CORA, found).offeredTo()).isEqualTo("ron");
        bench.holds.hold(
                ReadingBench.CORA,
                found.id(),
                bench.only().version(),
                "x",
                bench.rows.now().plus(Duration.ofMinutes(1)));
        bench.pass(Duration.ofMinutes(2));
        assertThat(bench.told("case.resumed")).isOne();
        assertThat(bench.only().watch().paused()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
    }

    @Test
    void a_configuration_that_changes_between_match_and_decision_decides_and_what_it_lacks_is_told() {
        people("rita");
        bench.destination = "reading-pacs";
        bench.order("7", UID, Priority.STAT);
        bench.images(UID, "7", 3, Hint.PSU);
        assertThat(bench.only().orderId()).as("matched").isNotNull();
        bench.people(
                List.of(new Group("other", Tier.LOCAL, ZoneOffset.UTC, "reading-pacs", Set.of())),
                List.of(),
                new Ladder("outwards", List.of()));
        bench.studies.anHourLater();
        assertThat(bench.only().triage()).isTrue();
        assertThat(bench.only().ownerGroup()).isNull();
        assertThat(bench.owners(bench.only().id())).isEmpty();
        assertThat(bench.told("case.triage")).isOne();
        assertThat(bench.timers(bench.only().id())).contains(DueKind.BREACH);
        people("rita");
        bench.studies.due.add(WorkItem.now(CaseWork.TRIAGE, "triage", Lane.SHORT, new CaseWork.Triaged(0)));
        bench.studies.pump();
        assertThat(bench.only().ownerGroup()).isEqualTo("local");
    }

    @Test
    void a_case_that_is_cancelled_while_it_is_escalated_is_nobodys_and_nothing_of_it_is_sent_on() {
        bench.outwards(new Ladder.Step(0.5, "region", null, true));
        bench.destination = "reading-pacs";
        long order = bench.order("7", UID, Priority.STAT);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        ReadingCase found = bench.only();
        long sends = bench.sends();
        // the timer has claimed its step, and the cancel is committed before the step's work runs
        bench.studies.jdbi.useHandle(h -> h.execute("update case_due set due_at = now() where kind = 'ESCALATE'"));
        bench.tick.batch();
        TestOrders.state(bench.studies.jdbi, order, OrderState.CANCELLED);
        bench.orderMoved(order);
        assertThat(bench.only().state()).isEqualTo(CaseState.CANCELLED);
        assertThat(bench.owners(found.id())).isEmpty();
        assertThat(bench.told("case.escalated")).isZero();
        assertThat(bench.sends()).isEqualTo(sends);
        assertThat(bench.timers(found.id())).isEmpty();
    }

    @Test
    void a_case_that_is_cancelled_after_it_was_escalated_is_nobodys_and_its_second_transfer_is_stopped() {
        bench.outwards(new Ladder.Step(0.5, "region", null, true));
        bench.destination = "reading-pacs";
        long order = bench.order("7", UID, Priority.STAT);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        bench.pass(Duration.ofMinutes(16));
        assertThat(bench.only().ownerGroup()).isEqualTo("region");
        TestOrders.state(bench.studies.jdbi, order, OrderState.CANCELLED);
        bench.orderMoved(order);
        assertThat(bench.only().state()).isEqualTo(CaseState.CANCELLED);
        assertThat(bench.owners(bench.only().id())).isEmpty();
        assertThat(bench.told("case.cancelled")).isOne();
        assertThat(bench.studies.later.stream().filter(i -> i.kind().equals("transfer.stop")))
                .isNotEmpty();
    }
}
