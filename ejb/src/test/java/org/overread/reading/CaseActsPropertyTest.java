/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Group.Tier;
import org.overread.config.Ladder;
import org.overread.order.OrderState;
import org.overread.order.TestOrders;
import org.overread.shared.OverreadException;
import org.overread.shared.Priority;
import org.overread.study.Hint;

/** Whatever people and timers do to a case, in whatever order: it is always somebody's, and never two's. */
class CaseActsPropertyTest {
    private static final String UID = "1.2.3";
    private static final Scope RITA = Scope.of("rita", Set.of(Role.RADIOLOGIST), Set.of(), Set.of("local", "world"));
    private static final Scope FRIDA = Scope.of("frida", Set.of(Role.RADIOLOGIST), Set.of(), Set.of("region"));
    private static final Scope CORA = ReadingBench.CORA;

    private enum Step {
        CLAIM,
        CLAIM_FAR,
        RELEASE,
        DECLINE,
        ESCALATE,
        REROUTE_FAR,
        REROUTE_NEAR,
        HAND_OVER,
        HOLD,
        RESUME,
        PRIORITY,
        BREAK_GLASS,
        PROVED,
        LATE_IMAGES,
        QUIET,
        TIME_PASSES,
        CANCEL,
        PLACE_ANEW
    }

    private ReadingBench bench;
    private long order;

    @Provide
    Arbitrary<List<Step>> lives() {
        return Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(30);
    }

    @Property(tries = 50)
    void an_open_case_has_an_owner_or_is_in_triage_and_never_two_owners(
            @ForAll("lives") List<Step> life, @ForAll boolean triage) {
        live(life, triage);
    }

    /** The same for as long as it takes: with {@code -Psoak}. */
    @Tag("soak")
    @Property(tries = 10_000)
    void the_same_ten_thousand_times(@ForAll("lives") List<Step> life, @ForAll boolean triage) {
        live(life, triage);
    }

    private void live(List<Step> life, boolean triage) {
        bench = new ReadingBench();
        bench.outwards(new Ladder.Step(0.5, null, Tier.REGIONAL, true), new Ladder.Step(0.8, "world", null, true));
        bench.destination = "reading-pacs";
        bench.triage = triage;
        order = bench.order("7", UID, Priority.STAT);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        holds("at first");
        for (Step step : life) {
            try {
                take(step, bench.only());
            } catch (OverreadException refused) {
                assertThat(refused.kind()).isNotEqualTo(OverreadException.Kind.UNAVAILABLE);
            }
            bench.studies.pump();
            holds(step + " of " + life);
        }
        assertThat(bench.studies.dead).isEmpty();
    }

    private void take(Step step, ReadingCase now) {
        long id = now.id();
        int version = now.version();
        switch (step) {
            case CLAIM -> bench.service.claim(RITA, id, version);
            case CLAIM_FAR -> bench.service.claim(FRIDA, id, version);
            case RELEASE -> bench.service.release(CORA, id, version);
            case DECLINE -> bench.acts.decline(RITA, id, version, "x");
            case ESCALATE -> bench.acts.escalate(CORA, id, version, null, "x");
            case REROUTE_FAR -> bench.acts.reroute(CORA, id, version, "region", "");
            case REROUTE_NEAR -> bench.acts.reroute(CORA, id, version, "local", "");
            case HAND_OVER -> bench.acts.transfer(RITA, id, version, "ron", "");
            case HOLD -> bench.holds.hold(CORA, id, version, "x", null);
            case RESUME -> bench.holds.resume(CORA, id, version);
            case PRIORITY ->
                bench.holds.priority(
                        CORA, id, version, now.priority() == Priority.STAT ? Priority.ROUTINE : Priority.STAT, "");
            case BREAK_GLASS -> bench.talk.breakGlass(FRIDA, id, "x");
            case PROVED -> bench.proved(now, now.instances());
            case LATE_IMAGES -> bench.images(UID, "7", now.instances() + 1, Hint.RECOUNT);
            case QUIET -> bench.studies.anHourLater();
            case TIME_PASSES -> bench.pass(Duration.ofMinutes(10));
            case CANCEL -> order(OrderState.CANCELLED);
            case PLACE_ANEW -> order(OrderState.SCHEDULED);
        }
    }

    private void order(OrderState state) {
        TestOrders.state(bench.studies.jdbi, order, state);
        bench.orderMoved(order);
    }

    private void holds(String when) {
        ReadingCase c = bench.only();
        List<String> owners = bench.owners(c.id());
        assertThat(owners).as(when).hasSizeLessThanOrEqualTo(1);
        assertThat(owners).as(when).isEqualTo(c.ownerGroup() == null ? List.of() : List.of(c.ownerGroup()));
        if (c.state().compareTo(CaseState.ROUTED) >= 0 && c.state() != CaseState.CANCELLED) {
            assertThat(c.ownerGroup()).as(when).isNotNull();
        }
        if (c.state() == CaseState.COMPLETE) {
            assertThat(c.triage()).as(when).isTrue();
        }
        if (c.state() == CaseState.CANCELLED) {
            assertThat(bench.timers(c.id())).as(when).isEmpty();
        }
        if (c.state().isOpen() && (c.held() || c.clockRuns())) {
            assertThat(bench.timers(c.id())).as(when + ": a next instant").isNotEmpty();
        }
        if (c.clockRuns() && !c.held() && c.watch().breachedAt() == null) {
            assertThat(bench.timers(c.id())).as(when).contains(DueKind.BREACH);
        }
        assertThat(c.reader() != null).as(when).isEqualTo(c.state() == CaseState.READING);
    }
}
