/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.overread.config.Duties;
import org.overread.routing.ReaderLoad;

/** What readers have to do, counted at the moment of a decision. */
@ApplicationScoped
class ReaderLoads {
    private final Jdbi jdbi;

    @Inject
    ReaderLoads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ReaderLoads() {
        this.jdbi = null;
    }

    /**
     * Readers with nothing to do and nothing read are idle and of usual pace.
     *
     * @param readers of the candidate groups
     * @param duties tell since when each is on shift
     */
    Map<String, ReaderLoad> of(List<String> readers, Duties duties, Instant now) {
        Map<String, ReaderLoad> loads = new HashMap<>();
        if (readers.isEmpty()) {
            return loads;
        }
        Object[] since = readers.stream()
                .map(reader -> duties.at(reader, now).since())
                .map(at -> at == null ? now.toString() : at.toString())
                .toArray();
        jdbi.useHandle(h -> h.createQuery("""
                        with who as (select * from unnest(:readers, :since) as w (reader, since)),
                        mine as (
                            select c.reader, o.rvu, c.state = 'READING' as reading, c.priority = 'STAT' as stat
                              from reading_case c join case_offer o on o.case_id = c.id
                             where c.reader = any(:readers) and c.state = 'READING'
                            union all
                            select o.assigned_reader, o.rvu, false, c.priority = 'STAT'
                              from case_offer o join reading_case c on c.id = o.case_id
                             where o.assigned_reader = any(:readers) and o.read_at is null
                               and c.state in ('ROUTED', 'AVAILABLE') and not c.held),
                        open as (
                            select reader, count(*) as cases, sum(rvu) as rvu,
                                   coalesce(sum(rvu) filter (where reading), 0) as reading,
                                   count(*) filter (where stat) as stat
                              from mine group by reader)
                        select w.reader, coalesce(o.cases, 0) as cases, coalesce(o.rvu, 0) as rvu,
                               coalesce(o.reading, 0) as reading, coalesce(o.stat, 0) as stat,
                               coalesce(d.shift, 0) as shift, coalesce(d.day, 0) as day, p.pace
                          from who w
                          left join open o on o.reader = w.reader
                          left join lateral (
                              select sum(r.rvu) filter (where r.read_at >= w.since::timestamptz) as shift,
                                     sum(r.rvu) as day
                                from case_offer r
                               where r.reader = w.reader and r.read_at >= now() - interval '24 hours') d on true
                          left join lateral (
                              select case when count(*) >= 5 then percentile_cont(0.5) within group (order by pace) end
                                         as pace
                                from (select extract(epoch from r.read_at - r.claimed_at) / 60 / r.rvu as pace
                                        from case_offer r
                                       where r.reader = w.reader and r.read_at is not null
                                         and r.claimed_at is not null and r.rvu > 0
                                       order by r.read_at desc limit 21) as last) p on true""")
                .bindArray("readers", String.class, readers.toArray())
                .bindArray("since", String.class, since)
                .map((row, context) -> {
                    double pace = row.getDouble("pace");
                    double open = row.getDouble("rvu");
                    loads.put(
                            row.getString("reader"),
                            new ReaderLoad(
                                    row.getInt("cases"),
                                    open,
                                    row.getDouble("reading"),
                                    row.getInt("stat"),
                                    row.getDouble("shift"),
                                    row.getDouble("day") + open,
                                    pace > 0 ? pace : ReaderLoad.USUAL_MINUTES_PER_RVU));
                    return null;
                })
                .list());
        return loads;
    }

    /** Units that lie open to each group, not given to one reader. */
    Map<String, Double> open(List<String> groups) {
        Map<String, Double> open = new HashMap<>();
        jdbi.useHandle(h -> h.createQuery("""
                        select o.owner_group, sum(o.rvu) as rvu
                          from case_offer o join reading_case c on c.id = o.case_id
                         where o.owner_group = any(:groups) and o.assigned_reader is null and o.read_at is null
                           and c.state in ('ROUTED', 'AVAILABLE') and not c.held
                         group by o.owner_group""")
                .bindArray("groups", String.class, groups.toArray())
                .map((row, context) -> open.put(row.getString("owner_group"), row.getDouble("rvu")))
                .list());
        return open;
    }
}
