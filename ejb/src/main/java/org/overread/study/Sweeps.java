/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** How far each archive was swept. The first row of an archive marks the instant from which its studies count. */
@ApplicationScoped
class Sweeps {
    private final Jdbi jdbi;

    @Inject
    Sweeps(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected Sweeps() {
        this.jdbi = null;
    }

    /**
     * @param installedAt nothing received before becomes a case by a sweep
     * @param sweptTo everything received before was looked at
     * @param baseline for an archive without receive times: whether what was there before is remembered
     * @param now the database's clock
     */
    record Progress(Instant installedAt, Instant sweptTo, boolean baseline, Instant now) {}

    /** Marks an archive as ours from now on, if it was not before. */
    void install(String archive) {
        jdbi.useHandle(h -> h.execute("insert into sweep (archive) values (?) on conflict do nothing", archive));
    }

    /** Whether this node may start the archive's sweep now; if so no other may within the interval. */
    boolean claim(String archive, Duration interval) {
        return jdbi.withHandle(h -> h.createUpdate("""
                                update sweep set next_at = now() + cast(:interval as interval), last_run_at = now()
                                 where archive = (select archive from sweep
                                                   where archive = :archive and next_at <= now()
                                                     for update skip locked)""")
                        .bind("archive", archive)
                        .bind("interval", interval.toString())
                        .execute())
                == 1;
    }

    Optional<Progress> of(String archive) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select installed_at, swept_to, baseline, now() as now from sweep where archive = :archive")
                .bind("archive", archive)
                .map((row, context) -> new Progress(
                        row.getTimestamp("installed_at").toInstant(),
                        row.getTimestamp("swept_to").toInstant(),
                        row.getBoolean("baseline"),
                        row.getTimestamp("now").toInstant()))
                .findOne());
    }

    void swept(String archive, Instant to) {
        jdbi.useHandle(h -> h.createUpdate("update sweep set swept_to = :to, baseline = true where archive = :archive")
                .bind("archive", archive)
                .bind("to", to)
                .execute());
    }
}
