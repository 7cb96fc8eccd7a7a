/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.overread.config.DocumentReader.Reading;
import org.overread.shared.OverreadException;

/**
 * Versions in the database, the one in force in memory. {@link ConfigurationWatch} has it looked up each second, so
 * reading the configuration costs nothing and works while the database is away.
 */
@ApplicationScoped
class JdbiConfigurationStore implements ConfigurationStore {
    private static final int LONGEST_NOTE = 500;
    private static final int QUERY_SECONDS = 5;
    private static final Loaded NOTHING = new Loaded(Configuration.EMPTY, new Document(0, ""));

    private final Jdbi jdbi;
    private final Conditions conditions;
    private final Clock clock;
    private final Event<ConfigurationChanged> changed;
    private volatile Loaded inForce = NOTHING;
    private volatile Loaded candidate = NOTHING;
    private volatile int unusable;

    @Inject
    JdbiConfigurationStore(Jdbi jdbi, Conditions conditions, Clock clock, Event<ConfigurationChanged> changed) {
        this.jdbi = jdbi;
        this.conditions = conditions;
        this.clock = clock;
        this.changed = changed;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected JdbiConfigurationStore() {
        this.jdbi = null;
        this.conditions = null;
        this.clock = null;
        this.changed = null;
    }

    private record Loaded(Configuration configuration, Document document) {}

    @Override
    public Configuration current() {
        return inForce.configuration();
    }

    @Override
    public Configuration newest() {
        refresh();
        return current();
    }

    @Override
    public Document document() {
        return inForce.document();
    }

    @Override
    public Optional<Document> document(int version) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select version, document from configuration_version where version = :version")
                .bind("version", version)
                .map((row, context) -> new Document(row.getInt("version"), row.getString("document")))
                .findOne());
    }

    @Override
    public List<Finding> validate(String text) {
        return DocumentReader.read(text, conditions, clock.instant()) instanceof Reading.Wrong wrong
                ? wrong.findings()
                : List.of();
    }

    @Override
    @Transactional // the version and what follows from it are one
    public int put(String text, int ifMatch, String who, String note) {
        return save(text, ifMatch, who, note, null);
    }

    @Override
    @Transactional
    public int restore(int version, int ifMatch, String who, String note) {
        Document former = document(version)
                .orElseThrow(() -> OverreadException.notFound(ConfigMessages.MESSAGES.noVersion(version)));
        return save(former.text(), ifMatch, who, note.isEmpty() ? "Version " + version + " again." : note, version);
    }

    private int save(String text, int ifMatch, String who, String note, @Nullable Integer restored) {
        if (note.length() > LONGEST_NOTE) {
            throw OverreadException.badRequest(ConfigMessages.MESSAGES.tooLong(LONGEST_NOTE));
        }
        Reading reading = DocumentReader.read(text, conditions, clock.instant());
        if (!(reading instanceof Reading.Good good)) {
            throw new ConfigurationRefused(validate(text));
        }
        int version = ifMatch + 1;
        int inserted = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into configuration_version (version, document, changed_by, note)
                        select :version, :document, :who, :note
                         where (select coalesce(max(version), 0) from configuration_version) = :ifMatch
                        on conflict do nothing""")
                .bind("version", version)
                .bind("document", text)
                .bind("who", who)
                .bind("note", note)
                .bind("ifMatch", ifMatch)
                .execute());
        if (inserted == 0) {
            throw new OverreadException(
                    OverreadException.Kind.PRECONDITION_FAILED,
                    ConfigMessages.MESSAGES.changedMeanwhile(newestVersion()));
        }
        candidate = new Loaded(good.configuration().as(version), new Document(version, text));
        changed.fire(new ConfigurationChanged(version, who, restored));
        return version;
    }

    @Override
    public List<Version> versions(@Nullable Integer before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select version, changed_by, changed_at, note from configuration_version
                         where cast(:before as integer) is null or version < :before
                         order by version desc limit :limit""")
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> new Version(
                        row.getInt("version"),
                        row.getString("changed_by"),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getString("note")))
                .list());
    }

    /** What this node saved is in force on it at once, if it was committed. No SQL: the transaction is over. */
    void saved(@Observes(during = TransactionPhase.AFTER_SUCCESS) ConfigurationChanged event) {
        if (candidate.document().version() == event.version()) {
            enforce(candidate);
        }
    }

    /** Looks for a newer version and puts it in force; one that this release cannot read leaves the former in force. */
    void refresh() {
        int newest = newestVersion();
        if (newest == current().version() || newest == unusable) {
            return;
        }
        document(newest).ifPresent(this::enforce);
    }

    private void enforce(Document document) {
        int version = document.version();
        Reading reading = DocumentReader.read(document.text(), conditions);
        if (reading instanceof Reading.Good good) {
            enforce(new Loaded(good.configuration().as(version), document));
        } else if (reading instanceof Reading.Wrong wrong) {
            unusable = version;
            ConfigLog.LOG.unusable(version, current().version(), described(wrong.findings()));
        }
    }

    private synchronized void enforce(Loaded next) {
        if (next.document().version() > current().version()) {
            inForce = next;
            ConfigLog.LOG.inForce(next.document().version());
        }
    }

    /** Saves the first version, unless there is one already: the seed never overwrites a person's change. */
    @Transactional
    void seed(String file, String text) {
        if (newestVersion() > 0) {
            return;
        }
        if (DocumentReader.read(text, conditions, clock.instant()) instanceof Reading.Wrong wrong) {
            ConfigLog.LOG.badSeed(file, described(wrong.findings()));
            return;
        }
        int inserted = jdbi.withHandle(
                handle -> handle.createUpdate("""
                        insert into configuration_version (version, document, changed_by, note)
                        values (1, :document, 'system', 'The first, from a file.') on conflict do nothing""").bind("document", text).execute());
        if (inserted == 1) {
            changed.fire(new ConfigurationChanged(1, "system", null));
        }
    }

    private int newestVersion() {
        return jdbi.withHandle(
                // bounded: the tick must not hold up a stop of the application when the database hangs
                handle -> handle.createQuery("select coalesce(max(version), 0) from configuration_version")
                        .configure(SqlStatements.class, c -> c.setQueryTimeout(QUERY_SECONDS))
                        .mapTo(Integer.class)
                        .one());
    }

    private static String described(List<Finding> findings) {
        Finding first = findings.get(0);
        return "%s: %s (%s, line %d, column %d; %d in all)"
                .formatted(first.code(), first.text(), first.path(), first.line(), first.column(), findings.size());
    }
}
