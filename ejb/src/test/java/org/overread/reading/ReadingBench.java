/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.CaseFacts;
import org.overread.config.Clocks;
import org.overread.config.Configuration;
import org.overread.config.DutyRoster;
import org.overread.config.Group;
import org.overread.config.Ladder;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.order.OrderEvent;
import org.overread.order.Orders;
import org.overread.order.TestOrders;
import org.overread.outbox.Lane;
import org.overread.outbox.WorkItem;
import org.overread.routing.Routing;
import org.overread.routing.RoutingDecision;
import org.overread.routing.RoutingEngine;
import org.overread.shared.DicomUid;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;
import org.overread.study.Hint;
import org.overread.study.StudyArrived;
import org.overread.study.StudyBench;
import org.overread.study.StudyBound;
import org.overread.study.StudyCompleted;
import org.overread.study.StudyCounted;
import org.overread.study.StudyGrew;
import org.overread.study.StudyVanished;

/** Studies, orders and cases without a container: the real database, and rules that a test says. */
final class ReadingBench extends ReadingLooks implements RoutingEngine {
    /** Whether the rules of the configuration decide, and not {@link #groups} and {@link #triage}. */
    boolean byRules;

    static final PatientKey JANE = new PatientKey("1", "S-PAT");
    static final Scope RITA = Scope.of("rita", Set.of(Role.RADIOLOGIST), Set.of(), Set.of("local"));
    static final Scope RON = Scope.of("ron", Set.of(Role.RADIOLOGIST), Set.of(), Set.of("local"));
    static final Scope CORA = Scope.of("cora", Set.of(Role.COORDINATOR), Set.of(), Set.of());

    final CaseRows rows;
    final CaseDue due;
    final CaseTick tick;
    final GroupForecast forecast;
    final CaseMove move;
    final CaseActs acts;
    final CaseHolds holds;
    final CaseTalk talk;
    final CaseGuests guests;
    final OfferWatch watch;
    final CaseService service;
    final JdbiCases cases;
    final CaseTriggers triggers;
    final CaseWork work;
    final OrderHandler orderHandler;
    final ReconciliationService reconciliation;

    /** What rules say from now on: a group or triage, a destination or none. */
    boolean triage;

    String destination;

    /** Whether clocks start when the study was complete, as that of a real rule, and not when the rule speaks. */
    boolean sinceCompletion;

    /** The groups that rules name from now on, and what they ask of a reader. */
    List<String> groups = List.of("local");

    /** The ladder that rules name from now on. */
    String ladder;

    ReadingBench() {
        this(Clock.systemUTC());
    }

    /** @param skewed what this node takes for the time */
    ReadingBench(Clock skewed) {
        Jdbi jdbi = studies.jdbi;
        due = new CaseDue(jdbi);
        rows = new CaseRows(jdbi, due);
        cases = new JdbiCases(jdbi);
        work = new CaseWork(studies.work);
        Orders orders = TestOrders.over(jdbi);
        CaseTimeline timeline = new CaseTimeline(studies.timeline, studies.bus);
        CaseOpening opening = new CaseOpening(rows, orders, timeline, studies.bus);
        CaseClock clock = new CaseClock(studies.store, skewed);
        StudyHandler images =
                new StudyHandler(studies.studies, opening, rows, work, clock, studies.facts, studies.hints, timeline);
        studies.handle(images);
        orderHandler = new OrderHandler(orders, studies.matching, opening, rows, work, clock, timeline);
        studies.handle(orderHandler);
        OfferRows offerRows = new OfferRows(jdbi);
        Chooser chooser = new Chooser(
                offerRows,
                new ReaderLoads(jdbi),
                Routing.choice(),
                studies.store,
                new DutyRoster(),
                studies.facts,
                studies.studies,
                skewed);
        Offers offers = new Offers(offerRows, due, chooser, studies.store);
        watch = new OfferWatch(offerRows, offers, chooser, rows, studies.store);
        studies.handle(new RouteHandler(
                rows,
                studies.studies,
                studies.facts,
                studies.store,
                this,
                images,
                timeline,
                chooser,
                offers,
                clock,
                skewed));
        studies.handle(new TransferHandler(rows, studies.studies, studies.store, images, timeline));
        studies.handle(new TriageHandler(rows, work));
        move = new CaseMove(rows, work, studies.studies, images, timeline);
        ForecastRows forecasts = new ForecastRows(jdbi);
        NextGroup next = new NextGroup(move);
        forecast = new GroupForecast(
                forecasts, new ReaderLoads(jdbi), offerRows, Routing.choice(), studies.store, new DutyRoster());
        tick = new CaseTick(due, forecasts, work);
        studies.handle(new GroupForecastHandler(forecast, rows, work));
        studies.handle(new ForecastHandler(rows, offerRows, chooser, next, move, studies.store, timeline));
        studies.handle(new WarnHandler(rows, timeline));
        studies.handle(new BreachHandler(rows, timeline));
        studies.handle(new ResumeHandler(rows, timeline));
        studies.handle(new RemindHandler(rows, timeline));
        studies.handle(new EscalateHandler(rows, move, next, studies.store, timeline));
        studies.handle(new OfferHandler(rows, offerRows, offers, chooser, move, studies.store, timeline, skewed));
        studies.handle(new StaffHandler(new StaffRows(jdbi), rows, work, offers, studies.store, timeline));
        guests = new CaseGuests(jdbi);
        triggers = new CaseTriggers(work, rows);
        reconciliation = new ReconciliationService(
                new JdbiReconciliation(jdbi),
                new DecisionRows(jdbi),
                studies.studies,
                orders,
                studies.binding,
                rows,
                work,
                timeline,
                studies.bus);
        studies.listeners.add(this::triggered);
        NoteRows notes = new NoteRows(jdbi);
        CaseAccess access = new CaseAccess(jdbi, cases, rows, studies.bus);
        service = new CaseService(cases, access, rows, notes, work, offers, studies.timeline, studies.bus);
        acts = new CaseActs(access, rows, notes, move, work, offers, studies.store, timeline, studies.bus);
        holds = new CaseHolds(access, rows, notes, clock, studies.facts, timeline, studies.bus, work);
        talk = new CaseTalk(access, cases, rows, notes, studies.store, timeline, studies.bus);
    }

    private void triggered(Object event) {
        if (event instanceof OrderEvent e) {
            triggers.order(e);
        } else if (event instanceof StudyArrived e) {
            triggers.arrived(e);
        } else if (event instanceof StudyBound e) {
            triggers.bound(e);
        } else if (event instanceof StudyGrew e) {
            triggers.grew(e);
        } else if (event instanceof StudyCompleted e) {
            triggers.completed(e);
        } else if (event instanceof StudyVanished e) {
            triggers.vanished(e);
        } else if (event instanceof StudyCounted e) {
            triggers.counted(e);
        } else if (event instanceof CaseStepped e) {
            watch.stepped(e);
        } else if (event instanceof CaseClaimed e) {
            watch.claimed(e);
        } else if (event instanceof CaseReleased e) {
            watch.released(e);
        }
    }

    @Override
    public RoutingDecision decide(CaseFacts facts, Configuration configuration, Instant now) {
        if (byRules) {
            return Routing.engine().decide(facts, configuration, now);
        }
        Duration time = Duration.ofMinutes(30);
        Instant start = sinceCompletion ? facts.study().completeAt() : now;
        return new RoutingDecision(
                configuration.version(),
                now,
                new RoutingDecision.Outcome(
                        triage ? RoutingDecision.CATCH_ALL : "all to local",
                        Group.Tier.LOCAL,
                        triage ? null : groups.get(0),
                        triage ? null : destination,
                        facts.priority(),
                        time,
                        start,
                        start.plus(Clocks.warning(time)),
                        start.plus(time),
                        triage,
                        0,
                        triage ? List.of() : groups,
                        Rule.Needs.NONE,
                        ladder,
                        null),
                List.of(new RoutingDecision.RuleTried(
                        "all to local", RoutingDecision.Result.MATCHED, "", Map.of("modality", "CT"))),
                List.of("Because the test says so."));
    }

    long order(String accession, String uid, Priority priority) {
        long id = TestOrders.place(studies.jdbi, JANE, accession, uid, priority);
        orderMoved(id);
        return id;
    }

    void orderMoved(long id) {
        work.order(id);
        studies.pump();
    }

    void images(String uid, String accession, int instances, Hint hint) {
        studies.archive.holds(uid, "1", "", accession, instances);
        studies.hints.look(StudyBench.ARCHIVE, new DicomUid(uid), hint);
        studies.pump();
    }

    /** A case with three images that were proved where it is read. */
    ReadingCase available(String uid) {
        destination = "reading-pacs";
        order("7", uid, Priority.STAT);
        images(uid, "7", 3, Hint.PSU);
        studies.anHourLater();
        proved(only(), 3);
        if (only().state() != CaseState.AVAILABLE) {
            throw new AssertionError(only().state());
        }
        return only();
    }

    /** The transfer tells that it proved so many. */
    void proved(ReadingCase of, int instances) {
        transfer(of, TransferHandler.Step.VERIFIED, instances, "instances");
    }

    void transfer(ReadingCase of, TransferHandler.Step step, int instances, String verification) {
        transfer(of, step, instances, verification, null);
    }

    void transfer(ReadingCase of, TransferHandler.Step step, int instances, String verification, String destination) {
        studies.due.add(WorkItem.now(
                CaseWork.TRANSFER,
                "case:" + of.id(),
                Lane.SHORT,
                new TransferHandler.News(
                        of.id(), 1, of.studyId(), step, verification, instances, instances, destination)));
        studies.pump();
    }

    /** Groups near and far, and a ladder of these steps that rules name from now on. */
    void outwards(Ladder.Step... steps) {
        studies.configuration = ReadingPlaces.outwards(steps);
        ladder = "outwards";
    }

    /** These groups and readers, all of them on duty day and night, and a ladder. */
    void people(List<Group> groups, List<Reader> readers, Ladder outwards) {
        studies.configuration = ReadingPlaces.people(groups, readers, outwards);
    }

    /** By contract routine clocks of the local group run from six to eight in the morning, until a preliminary report; or not. */
    void hours(boolean business) {
        studies.configuration = ReadingPlaces.hours(business);
    }

    /** What a caller may do with a case as it is now. */
    List<String> may(Scope scope, ReadingCase of) {
        return service.may(scope, of, service.standing(scope, of));
    }

    /** Lets time go by for the clocks of all cases, then does what came due. */
    void pass(Duration time) {
        studies.jdbi.useHandle(h -> {
            h.createUpdate("""
                            update reading_case set clock_started_at = clock_started_at - cast(:time as interval),
                                   warn_at = warn_at - cast(:time as interval), due_at = due_at - cast(:time as interval),
                                   warned_at = warned_at - cast(:time as interval),
                                   breached_at = breached_at - cast(:time as interval),
                                   held_at = held_at - cast(:time as interval),
                                   reminded_at = reminded_at - cast(:time as interval),
                                   held_until = held_until - cast(:time as interval)""").bind("time", time.toString()).execute();
            h.execute("update group_forecast set due_at = now()");
            h.createUpdate("update case_due set due_at = due_at - cast(:time as interval)")
                    .bind("time", time.toString())
                    .execute();
        });
        tick();
    }

    void tick() {
        while (tick.batch()) {
            studies.pump();
        }
        studies.pump();
    }
}
