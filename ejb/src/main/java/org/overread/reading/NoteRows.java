/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** What people say about a case: notes, reasons, second opinions; and who sees it for that. */
@ApplicationScoped
class NoteRows {
    private static final int AT_MOST = 500;

    private static final RowMapper<CaseOpinion> OPINION = (row, context) -> new CaseOpinion(
            row.getLong("id"),
            row.getString("asked_by"),
            row.getTimestamp("asked_at").toInstant(),
            row.getString("reader"),
            row.getString("owner_group"),
            row.getString("question"),
            row.getString("answered_by"),
            row.getTimestamp("answered_at") == null
                    ? null
                    : row.getTimestamp("answered_at").toInstant(),
            row.getString("answer"));

    private final Jdbi jdbi;

    @Inject
    NoteRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected NoteRows() {
        this.jdbi = null;
    }

    /** @param act whose reason it is; null = a note by itself */
    void note(long caseId, String who, @Nullable String act, String text) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into case_note (case_id, written_by, act, text) values (:case, :who, :act, :text)""")
                .bind("case", caseId)
                .bind("who", who)
                .bind("act", act == null ? null : act.toUpperCase(Locale.ROOT))
                .bind("text", text)
                .execute());
    }

    /** Oldest first. */
    List<CaseNote> notes(long caseId) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select * from (select * from case_note where case_id = :case order by id desc limit :most) n
                         order by id""")
                .bind("case", caseId)
                .bind("most", AT_MOST)
                .map((row, context) -> new CaseNote(
                        row.getLong("id"),
                        row.getString("written_by"),
                        row.getTimestamp("written_at").toInstant(),
                        row.getString("act"),
                        row.getString("text")))
                .list());
    }

    void declined(ReadingCase of, String reader, String group, String reason) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into case_declined (case_id, reader, owner_group, reason)
                        values (:case, :reader, :group, :reason)
                        on conflict (case_id, reader) do update
                           set owner_group = excluded.owner_group, at = now(), reason = excluded.reason""")
                .bind("case", of.id())
                .bind("reader", reader)
                .bind("group", group)
                .bind("reason", reason)
                .execute());
    }

    CaseOpinion ask(long caseId, String by, @Nullable String reader, @Nullable String group, String question) {
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into case_opinion (case_id, asked_by, reader, owner_group, question)
                        values (:case, :by, :reader, :group, :question) returning *""")
                .bind("case", caseId)
                .bind("by", by)
                .bind("reader", reader)
                .bind("group", group)
                .bind("question", question)
                .map(OPINION)
                .one());
    }

    List<CaseOpinion> opinions(long caseId) {
        return jdbi.withHandle(
                h -> h.createQuery("select * from case_opinion where case_id = :case order by id limit :most")
                        .bind("case", caseId)
                        .bind("most", AT_MOST)
                        .map(OPINION)
                        .list());
    }

    Optional<CaseOpinion> lockOpinion(long caseId, long id) {
        return jdbi.withHandle(
                h -> h.createQuery("select * from case_opinion where id = :id and case_id = :case for update")
                        .bind("id", id)
                        .bind("case", caseId)
                        .map(OPINION)
                        .findOne());
    }

    CaseOpinion answer(long id, String by, String answer) {
        return jdbi.withHandle(h -> h.createQuery("""
                        update case_opinion set answered_by = :by, answered_at = now(), answer = :answer
                         where id = :id returning *""")
                .bind("id", id)
                .bind("by", by)
                .bind("answer", answer)
                .map(OPINION)
                .one());
    }

    /** Lets somebody see an open case. @param minutes for so long; null = as long as it is open */
    void guest(long caseId, @Nullable String reader, @Nullable String group, String reason, @Nullable Integer minutes) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into case_guest (case_id, reader, owner_group, reason, until_at)
                        values (:case, :reader, :group, :reason,
                                coalesce(now() + make_interval(mins => cast(:minutes as integer)), 'infinity'))""")
                .bind("case", caseId)
                .bind("reader", reader)
                .bind("group", group)
                .bind("reason", reason)
                .bind("minutes", minutes)
                .execute());
    }

    /** Whether a reader broke the glass of this case, and the time is not over. */
    boolean brokeGlass(long caseId, String reader) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select exists (select from case_guest
                                        where case_id = :case and reader = :reader and reason = 'BREAK_GLASS'
                                          and until_at > now())""")
                .bind("case", caseId)
                .bind("reader", reader)
                .mapTo(Boolean.class)
                .one());
    }

    /** To whom a case is offered, while nobody has claimed it, and whether somebody sees it through broken glass. */
    CaseStanding standing(ReadingCase of, String user) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select o.assigned_reader, d.due_at,
                               (select max(g.until_at) from case_guest g
                                 where g.case_id = c.id and g.reader = :user and g.reason = 'BREAK_GLASS'
                                   and g.until_at > now()) as glass
                          from reading_case c
                          left join case_offer o on o.case_id = c.id and o.owner_group = c.owner_group
                                                and c.state in ('ROUTED', 'AVAILABLE')
                          left join case_due d on d.case_id = c.id and d.kind = 'OFFER' and not c.held
                         where c.id = :case""")
                .bind("case", of.id())
                .bind("user", user)
                .map((row, context) -> new CaseStanding(
                        row.getString("assigned_reader"),
                        instant(row.getTimestamp("due_at")),
                        instant(row.getTimestamp("glass"))))
                .one());
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
