/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.config.Archive;
import org.overread.config.CaseFacts;
import org.overread.config.Conditions;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Finding;
import org.overread.config.Group;
import org.overread.config.Intake;
import org.overread.config.Site;
import org.overread.outbox.Lease;
import org.overread.outbox.Work;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.timeline.Timeline;
import org.overread.timeline.TimelineCursor;
import org.overread.timeline.TimelineEntry;
import org.overread.timeline.TimelineLine;

/**
 * The study feature without a container: the real database, an archive in memory, and a pump that does due work one by
 * one. Time passes when a test says so.
 */
public final class StudyBench {
    public static final String ARCHIVE = "pacs";
    private static DataSource source;
    private static Jdbi database;

    public final Jdbi jdbi;
    public final MemoryArchive archive = new MemoryArchive();
    public final List<Object> events = new ArrayList<>();
    public final List<String> lines = new ArrayList<>();
    public final Deque<WorkItem> due = new ArrayDeque<>();
    public final List<WorkItem> later = new ArrayList<>();
    public final List<WorkOutcome.Dead> dead = new ArrayList<>();
    public Configuration configuration = configured(Intake.DEFAULT);

    public final ConfigurationStore store = new Store();
    public final Work work = new QueuedWork();
    public final Timeline timeline = new Lines();
    public final RecordedEvents<Object> bus = new RecordedEvents<>() {
        @Override
        public void fire(Object event) {
            events.add(event);
            listeners.forEach(l -> l.accept(event));
        }
    };
    public final StudyHints hints;
    public final StudyMatching matching;
    public final StudyBinding binding;
    public final StudyService service;
    public final Studies studies;
    public final Facts facts;
    public final List<Consumer<Object>> listeners = new ArrayList<>();
    final Sweeps sweeps;
    private final Map<String, WorkHandler> handlers = new HashMap<>();

    /** One database for all tests that use this, emptied for each. */
    public StudyBench() {
        this.jdbi = shared();
        Conditions conditions = new Conditions() {
            @Override
            public Optional<Fault> check(String expression) {
                return Optional.empty();
            }

            @Override
            public Verdict test(String expression, CaseFacts of, Configuration configuration, Instant now) {
                return new Verdict.HoldsNot(Map.of());
            }
        };
        StudyRows rows = new StudyRows(jdbi);
        hints = new OutboxHints(work);
        facts = new Facts(jdbi);
        studies = new JdbiStudies(jdbi);
        matching = new StudyMatching(
                rows,
                new OpenOrders(jdbi),
                new Candidates(jdbi),
                store,
                conditions,
                facts,
                hints,
                timeline,
                bus,
                Clock.systemUTC());
        binding = new StudyBinding(
                rows, new OpenOrders(jdbi), new Candidates(jdbi), matching, hints, store, timeline, bus);
        StudyRegister register = new StudyRegister(rows, matching, store, timeline, bus);
        service = new StudyService(studies, register, bus);
        sweeps = new Sweeps(jdbi);
        QuietPeriodOver quiet = new QuietPeriodOver(work, hints);
        handle(quiet);
        handle(new StudyLook(new OneArchive(), register, quiet));
        handle(new StudySweep(new OneArchive(), sweeps, rows, hints, store, Clock.systemUTC()));
    }

    private static synchronized Jdbi shared() {
        try {
            if (database == null) {
                source = TestDatabase.migrated();
                // one connection for all statements: opening one for each takes most of a test's time
                database = Jdbi.create(source.getConnection());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database.useHandle(h -> h.execute("truncate study, sweep, reading_case, imaging_order, patient cascade"));
        return database;
    }

    /** The same database by connections of its own. */
    static Jdbi elsewhere() {
        return Jdbi.create(source);
    }

    public static Configuration configured(Intake intake) {
        Site site = new Site("S", ZoneOffset.UTC, "S-PAT", "S-ACC", "DE", false, Map.of());
        Archive pacs = new Archive(
                ARCHIVE,
                Archive.Kind.DICOMWEB,
                "S",
                URI.create("http://localhost/dicom-web"),
                "",
                "",
                null,
                null,
                "",
                "",
                ZoneOffset.UTC,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofDays(1),
                Duration.ofMinutes(1),
                intake,
                List.of(),
                null,
                null);
        Group local = new Group("local", Group.Tier.LOCAL, ZoneOffset.UTC, null, Set.of());
        return new Configuration(1, List.of(site), List.of(), List.of(pacs), List.of(), List.of(local), List.of());
    }

    public void handle(WorkHandler handler) {
        handlers.put(handler.kind(), handler);
    }

    /** Does what is due until nothing is. */
    public void pump() {
        for (WorkItem item = due.poll(); item != null; item = due.poll()) {
            WorkHandler handler = handlers.get(item.kind());
            if (handler == null) {
                later.add(item);
                continue;
            }
            WorkOutcome outcome = handler instanceof WorkHandler.Lengthy lengthy
                    ? lengthy.handle(item, 0, new FreeLease())
                    : ((WorkHandler.Transactional) handler).handle(item, 0);
            outcome.effect().run();
            if (outcome instanceof WorkOutcome.Again || outcome instanceof WorkOutcome.Retry) {
                later.add(item);
            } else if (outcome instanceof WorkOutcome.Dead one) {
                dead.add(one);
            }
        }
    }

    /** Lets an hour go by and does what came due: quiet periods end. */
    public void anHourLater() {
        jdbi.useHandle(h -> h.execute("update study set count_since = count_since - interval '1 hour'"));
        due.addAll(later.stream().filter(i -> handlers.containsKey(i.kind())).toList());
        later.removeIf(i -> handlers.containsKey(i.kind()));
        pump();
    }

    public Study study(String uid) {
        return jdbi.withHandle(h -> h.createQuery("select * from study where study_uid = :uid")
                .bind("uid", uid)
                .map(StudyMapper::study)
                .one());
    }

    public List<String> known() {
        return jdbi.withHandle(h -> h.createQuery("select study_uid from study order by id")
                .mapTo(String.class)
                .list());
    }

    /** Starts a sweep, as the tick does. */
    public void sweep() {
        sweeps.install(ARCHIVE);
        work.append(
                WorkItem.now(StudySweep.KIND, "sweep", org.overread.outbox.Lane.LONG, new StudySweep.Request(ARCHIVE)));
        pump();
    }

    private final class OneArchive implements StudySources {
        @Override
        public StudySource archive(String name) {
            return archive;
        }

        @Override
        public Optional<ModalityWorklist> worklist(String name) {
            return Optional.empty();
        }
    }

    private final class QueuedWork implements Work {
        @Override
        public void append(WorkItem item) {
            if (item.delay().isZero()) {
                due.add(item);
            } else {
                later.add(item);
            }
        }

        @Override
        public void appendUnlessWaiting(WorkItem item) {
            if (!due.contains(item) && !later.contains(item)) {
                append(item);
            }
        }
    }

    private static final class FreeLease implements Lease {
        @Override
        public boolean lost() {
            return false;
        }

        @Override
        public void fenced(Runnable change) {
            change.run();
        }
    }

    private final class Lines implements Timeline {
        @Override
        public void add(String subject, String site, String group, String kind, String text, Map<String, ?> data) {
            lines.add(subject + " " + kind + " " + text);
        }

        @Override
        public void addAll(List<TimelineLine> added) {
            added.forEach(l -> lines.add(l.subject() + " " + l.kind() + " " + l.text()));
        }

        @Override
        public List<TimelineEntry> of(List<String> subjects, int limit) {
            return List.of();
        }

        @Override
        public List<TimelineEntry> after(TimelineCursor cursor, int limit) {
            return List.of();
        }

        @Override
        public TimelineCursor now() {
            return TimelineCursor.START;
        }
    }

    private final class Store implements ConfigurationStore {
        @Override
        public Configuration current() {
            return configuration;
        }

        @Override
        public Document document() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Document> document(int version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Finding> validate(String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int put(String text, int ifMatch, String who, String note) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Version> versions(Integer before, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int restore(int version, int ifMatch, String who, String note) {
            throw new UnsupportedOperationException();
        }
    }
}
