/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Json;
import org.overread.shared.OverreadException;

/** What could not be done, for those who run the system: shown, and put back to work. */
@Stateless
@RolesAllowed({"overread-admin", "overread-coordinator", "overread-integrator"})
@SuppressWarnings("NullAway.Init") // injected
public class DeadLetters {
    private static final int MOST = 200;

    @Inject
    private Jdbi jdbi;

    @Inject
    private Work work;

    /**
     * Newest first.
     *
     * @param before the id to continue below, or null for the first page
     */
    public List<DeadLetter> list(@Nullable Long before, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select * from dead_letter where id < coalesce(:before, 9223372036854775807)
                         order by id desc limit :limit""")
                .bind("before", before)
                .bind("limit", Math.min(limit, MOST))
                .map((row, context) -> new DeadLetter(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("key"),
                        Json.read(row.getString("payload"), com.fasterxml.jackson.databind.JsonNode.class),
                        row.getInt("attempts"),
                        row.getString("problem_code"),
                        row.getString("problem_text"),
                        row.getTimestamp("appended_at").toInstant(),
                        row.getTimestamp("died_at").toInstant()))
                .list());
    }

    /** Puts it back at the end of its key; a handler is idempotent, so late is safe. */
    public void retry(long id) {
        Optional<WorkItem> item = jdbi.withHandle(h -> h.createQuery(
                        "delete from dead_letter where id = :id returning kind, key, payload, lane")
                .bind("id", id)
                .map((row, context) -> new WorkItem(
                        row.getString("kind"),
                        row.getString("key"),
                        row.getString("payload"),
                        Lane.valueOf(row.getString("lane")),
                        java.time.Duration.ZERO))
                .findOne());
        work.append(item.orElseThrow(() -> OverreadException.notFound(OutboxMessages.MESSAGES.noDeadLetter())));
    }
}
