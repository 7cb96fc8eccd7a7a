/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.config.Rule;
import org.overread.routing.Rvu;
import org.overread.shared.Json;
import org.overread.shared.Priority;

/** What the forecast of a group's unread cases is made from; every question has a limit and an index. */
@ApplicationScoped
class ForecastRows {
    /** How often each group's forecast is made again. */
    static final Duration EVERY = Duration.ofMinutes(1);

    /** How many cases of a group are looked at, the most urgent first: those behind move up as these are read. */
    static final int CASES = 500;

    private final Jdbi jdbi;

    @Inject
    ForecastRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ForecastRows() {
        this.jdbi = null;
    }

    /** Claims groups whose forecast is due, and sets when the next is; what another node is claiming is left to it. */
    List<String> claim(int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
                        with found as materialized (
                            select owner_group from group_forecast where due_at <= now()
                             order by due_at limit :limit for update skip locked)
                        update group_forecast g set due_at = now() + cast(:every as interval)
                          from found f where g.owner_group = f.owner_group
                        returning g.owner_group""")
                .bind("limit", limit)
                .bind("every", EVERY.toString())
                .mapTo(String.class)
                .list());
    }

    /** A case that lies unread, with what was offered of it. */
    record Unread(
            ReadingCase readingCase, double rvu, @Nullable String assigned, Rule.Needs needs) {}

    /** Unread cases of a group, as they are read: by priority, then by when they are due. */
    List<Unread> unread(String group) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select c.*, o.rvu as o_rvu, o.assigned_reader as o_assigned, o.needs as o_needs
                          from reading_case c left join case_offer o on o.case_id = c.id and o.owner_group = c.owner_group
                         where c.owner_group = :group and c.state in ('ROUTED', 'AVAILABLE') and not c.held
                           and c.due_at is not null
                         order by c.priority_rank, c.due_at, c.id limit :limit""")
                .bind("group", group)
                .bind("limit", CASES)
                .map((row, context) -> {
                    String needs = row.getString("o_needs");
                    double rvu = row.getDouble("o_rvu"); // 0 = none
                    ReadingCase found = CaseMapper.readingCase(row, context);
                    Rule.Needs asked = needs == null ? Rule.Needs.NONE : Json.read(needs, Rule.Needs.class);
                    return new Unread(
                            found, rvu > 0 ? rvu : Rvu.of(found.modality(), asked), row.getString("o_assigned"), asked);
                })
                .list());
    }

    /** Relative value units that came to a group in a minute, by priority, as of the last thousand cases or four hours. */
    Map<Priority, Double> arriving(String group) {
        Map<Priority, Double> arriving = new EnumMap<>(Priority.class);
        jdbi.useHandle(h -> h.createQuery("""
                        with last as (
                            select o.case_id, o.rvu, o.offered_at from case_offer o
                             where o.owner_group = :group and o.offered_at > now() - interval '4 hours'
                             order by o.offered_at desc limit 1000),
                        span as (
                            select case when count(*) < 1000 then 240.0
                                        else greatest(1.0, extract(epoch from now() - min(offered_at)) / 60) end as minutes
                              from last)
                        select c.priority, sum(l.rvu) / max(s.minutes) as rate
                          from last l join reading_case c on c.id = l.case_id cross join span s
                         group by c.priority""")
                .bind("group", group)
                .map((row, context) -> arriving.put(Priority.valueOf(row.getString("priority")), row.getDouble("rate")))
                .list());
        return arriving;
    }

    /** Who claimed cases of a group within the last eight hours: at work there, where no reader is listed. */
    List<String> atWork(String group) {
        return jdbi.withHandle(
                h -> h.createQuery("""
                        select distinct reader from (
                            select reader from case_offer
                             where owner_group = :group and claimed_at > now() - interval '8 hours'
                               and reader is not null
                             order by claimed_at desc limit 500) as last""").bind("group", group).mapTo(String.class).list());
    }
}
