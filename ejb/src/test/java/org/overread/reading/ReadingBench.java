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
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.Rule;
import org.overread.order.OrderEvent;
import org.overread.order.Orders;
import org.overread.order.TestOrders;
import org.overread.outbox.Lane;
import org.overread.outbox.WorkItem;
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
final class ReadingBench implements RoutingEngine {
    static final PatientKey JANE = new PatientKey("1", "S-PAT");
    static final Scope RITA = Scope.of("rita", Set.of(Role.RADIOLOGIST), Set.of(), Set.of("local"));
    static final Scope RON = Scope.of("ron", Set.of(Role.RADIOLOGIST), Set.of(), Set.of("local"));
    static final Scope CORA = Scope.of("cora", Set.of(Role.COORDINATOR), Set.of(), Set.of());

    final StudyBench studies;
    final CaseRows rows;
    final CaseService service;
    final JdbiCases cases;
    final CaseTriggers triggers;
    final CaseWork work;
    final OrderHandler orderHandler;
    final ReconciliationService reconciliation;

    /** What rules say from now on: a group or triage, a destination or none. */
    boolean triage;

    String destination;

    ReadingBench() {
        studies = new StudyBench();
        Jdbi jdbi = studies.jdbi;
        rows = new CaseRows(jdbi);
        cases = new JdbiCases(jdbi);
        work = new CaseWork(studies.work);
        Orders orders = TestOrders.over(jdbi);
        CaseTimeline timeline = new CaseTimeline(studies.timeline, studies.bus);
        CaseOpening opening = new CaseOpening(rows, orders, timeline, studies.bus);
        CaseClock clock = new CaseClock(studies.store);
        StudyHandler images =
                new StudyHandler(studies.studies, opening, rows, work, clock, studies.facts, studies.hints, timeline);
        studies.handle(images);
        orderHandler = new OrderHandler(orders, studies.matching, opening, rows, work, clock, timeline);
        studies.handle(orderHandler);
        studies.handle(new RouteHandler(
                rows, studies.studies, studies.facts, studies.store, this, images, timeline, Clock.systemUTC()));
        studies.handle(new TransferHandler(rows, studies.studies, studies.store, images, timeline));
        studies.handle(new TriageHandler(rows, work));
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
        service = new CaseService(cases, rows, work, studies.timeline, studies.bus);
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
        }
    }

    @Override
    public RoutingDecision decide(CaseFacts facts, Configuration configuration, Instant now) {
        Duration time = Duration.ofMinutes(30);
        return new RoutingDecision(
                configuration.version(),
                now,
                new RoutingDecision.Outcome(
                        triage ? RoutingDecision.CATCH_ALL : "all to local",
                        Group.Tier.LOCAL,
                        triage ? null : "local",
                        triage ? null : destination,
                        facts.priority(),
                        time,
                        now,
                        now.plus(time),
                        now.plus(time),
                        triage,
                        0,
                        triage ? List.of() : List.of("local"),
                        Rule.Needs.NONE,
                        null,
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
        studies.due.add(WorkItem.now(
                CaseWork.TRANSFER,
                "case:" + of.id(),
                Lane.SHORT,
                new TransferHandler.News(of.id(), 1, of.studyId(), step, verification, instances, instances)));
        studies.pump();
    }

    List<ReadingCase> all() {
        return studies.jdbi.withHandle(h -> h.createQuery("select * from reading_case order by id")
                .map(CaseMapper::readingCase)
                .list());
    }

    ReadingCase only() {
        List<ReadingCase> all = all();
        if (all.size() != 1) {
            throw new AssertionError("cases: " + all);
        }
        return all.get(0);
    }

    long sends() {
        return studies.later.stream()
                .filter(i -> i.kind().equals("transfer.send"))
                .count();
    }
}
