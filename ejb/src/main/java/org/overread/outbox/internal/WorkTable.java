/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.overread.outbox.Lane;
import org.overread.outbox.Lease.LeaseLost;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;

/**
 * The SQL of due work. A key's row in {@code work_key} is locked by whoever appends to the key or finishes its first
 * row, and carries the lease; {@code next_due_at} is the due time of the key's first row, so that one index finds what
 * can be worked now without ever passing over a row that is first.
 */
final class WorkTable {
    private static final String APPEND = """
            insert into work (key, kind, payload, due_at)
            select key, kind, payload::jsonb, now() + make_interval(secs => delay)
              from unnest(:keys, :kinds, :payloads, :delays, :unless)
                   with ordinality as added (key, kind, payload, delay, unless, place)
             where\s""";

    private static final String UNLESS_WAITING = """
            not unless or not exists (
                   select from work w join work_key k on k.key = w.key
                    where w.key = added.key and w.kind = added.kind and w.payload = added.payload::jsonb
                      and w.due_at <= now() + make_interval(secs => added.delay)
                      and not (k.lease_until is not null
                               and w.id = (select min(id) from work h where h.key = w.key)))""";

    private WorkTable() {}

    /** An item with whether it may be left out when the same already waits. */
    record Appended(WorkItem item, boolean unlessWaiting) {}

    /** Appends in the order given; key rows are locked in the order of their names, so that two writers never lock crosswise. */
    static void append(Handle handle, List<Appended> items) {
        Map<String, WorkItem> firstOfKey = new LinkedHashMap<>();
        for (Appended appended : items) {
            firstOfKey.putIfAbsent(appended.item().key(), appended.item());
        }
        boolean waits = handle.createQuery("""
                        insert into work_key (key, lane, next_due_at)
                        select key, lane, now() + make_interval(secs => delay)
                          from unnest(:keys, :lanes, :delays) as added (key, lane, delay) order by key
                        on conflict (key) do update
                           set lane = case when excluded.lane = 'URGENT' then 'URGENT' else work_key.lane end
                        returning xmax <> 0 as waits""")
                .bindArray("keys", String.class, firstOfKey.keySet().toArray())
                .bindArray(
                        "lanes",
                        String.class,
                        firstOfKey.values().stream().map(i -> i.lane().name()).toArray())
                .bindArray(
                        "delays",
                        Double.class,
                        firstOfKey.values().stream()
                                .map(i -> seconds(i.delay()))
                                .toArray())
                .mapTo(Boolean.class)
                .list()
                .contains(true);
        // a key that was not there has no row that the same could wait in, nor has it two of these
        boolean alone = !waits && firstOfKey.size() == items.size();
        // now() is the transaction's begin: a key's rows may carry times that differ by a moment, order is by id
        handle.createUpdate(APPEND + (alone ? "true" : UNLESS_WAITING) + " order by place")
                .bindArray("keys", String.class, column(items, WorkItem::key))
                .bindArray("kinds", String.class, column(items, WorkItem::kind))
                .bindArray("payloads", String.class, column(items, WorkItem::payload))
                .bindArray("delays", Double.class, column(items, i -> seconds(i.delay())))
                .bindArray(
                        "unless",
                        Boolean.class,
                        items.stream().map(Appended::unlessWaiting).toArray())
                .execute();
    }

    /** Moves a key to the lane of what is urgent; a worker that holds it goes on. */
    static void hasten(Handle handle, String key) {
        handle.createUpdate("update work_key set lane = 'URGENT' where key = :key and lane = 'LONG'")
                .bind("key", key)
                .execute();
    }

    private static Object[] column(List<Appended> items, java.util.function.Function<WorkItem, Object> value) {
        return items.stream().map(Appended::item).map(value).toArray();
    }

    /** Leases up to {@code limit} keys whose first row is due, and gives those rows. */
    static List<Claim> claim(Handle handle, Lane lane, String owner, Duration lease, int limit) {
        return handle.createQuery("""
                        with due as (
                            select key from work_key
                             where lane = :lane and next_due_at <= now()
                               and (lease_until is null or lease_until < now())
                             order by next_due_at limit :limit for update skip locked),
                        leased as (
                            update work_key k
                               set lease_owner = :owner, lease_until = clock_timestamp() + make_interval(secs => :lease),
                                   fence = nextval('work_fence_seq')
                              from due where due.key = k.key
                            returning k.key, k.fence)
                        select w.id, leased.fence, w.attempts, w.kind, w.key, w.payload
                          from leased cross join lateral (
                               select * from work where work.key = leased.key order by id limit 1) w
                         order by w.due_at, w.id""")
                .bind("lane", lane.name())
                .bind("owner", owner)
                .bind("lease", seconds(lease))
                .bind("limit", limit)
                .map((row, context) -> new Claim(
                        row.getLong("id"),
                        row.getLong("fence"),
                        row.getInt("attempts"),
                        new WorkItem(
                                row.getString("kind"),
                                row.getString("key"),
                                row.getString("payload"),
                                lane,
                                Duration.ZERO)))
                .list();
    }

    /** Lengthens the leases that are still these workers'; gives the fencing numbers of those that were. */
    static List<Long> renew(Handle handle, Collection<Claim> claims, Duration lease) {
        return handle.createQuery("""
                        update work_key k set lease_until = clock_timestamp() + make_interval(secs => :lease)
                          from unnest(:keys, :fences) as held (key, fence)
                         where k.key = held.key and k.fence = held.fence returning k.fence""")
                .bind("lease", seconds(lease))
                .bindArray("keys", String.class, claims.stream().map(Claim::key).toArray())
                .bindArray(
                        "fences", Long.class, claims.stream().map(Claim::fence).toArray())
                .mapTo(Long.class)
                .list();
    }

    /** Records what came of rows and gives their keys to whoever is next; all or, where one lease was lost, nothing. */
    static void finish(Handle handle, Collection<Ending> endings) {
        checkFences(handle, endings.stream().map(Ending::claim).toList());
        endings.forEach(ending -> record(handle, ending));
        List<Claim> gone =
                endings.stream().filter(Ending::removes).map(Ending::claim).toList();
        if (!gone.isEmpty()) {
            remove(handle, gone);
        }
        List<Claim> over = endings.stream()
                .filter(ending -> ending.outcome() != null)
                .map(Ending::claim)
                .toList();
        if (!over.isEmpty()) {
            release(handle, over);
        }
    }

    /**
     * Locks the keys, in the order of their names as {@link #append} does, and checks that each lease is still this
     * worker's.
     */
    private static void checkFences(Handle handle, Collection<Claim> claims) {
        List<Integer> held = handle.createQuery("""
                        select 1 from work_key k join unnest(:keys, :fences) as mine (key, fence)
                            on k.key = mine.key and k.fence = mine.fence
                         order by k.key for update of k""")
                .bindArray("keys", String.class, claims.stream().map(Claim::key).toArray())
                .bindArray(
                        "fences", Long.class, claims.stream().map(Claim::fence).toArray())
                .mapTo(Integer.class)
                .list();
        if (held.size() != claims.size()) {
            throw new LeaseLost();
        }
    }

    private static void record(Handle handle, Ending ending) {
        Claim claim = ending.claim();
        if (ending.outcome() instanceof WorkOutcome.Dead dead) {
            handle.createUpdate("""
                            insert into dead_letter (id, key, lane, kind, payload, attempts, problem_code, problem_text, appended_at)
                            select id, key, :lane, kind, payload, attempts + 1, :code, :text, appended_at from work where id = :id""")
                    .bind("id", claim.id())
                    .bind("lane", claim.item().lane().name())
                    .bind("code", dead.problem().code())
                    .bind("text", dead.problem().text())
                    .execute();
        } else if (ending.outcome() instanceof WorkOutcome.Again again) {
            handle.createUpdate(
                            "update work set due_at = clock_timestamp() + make_interval(secs => :delay) where id = :id")
                    .bind("id", claim.id())
                    .bind("delay", seconds(again.delay()))
                    .execute();
        } else if (ending.outcome() instanceof WorkOutcome.Retry retry) {
            handle.createUpdate("""
                            update work set due_at = clock_timestamp() + make_interval(secs => :delay),
                                   attempts = attempts + 1, last_problem_code = :code, last_problem = :text
                             where id = :id""")
                    .bind("id", claim.id())
                    .bind("delay", seconds(ending.backoff()))
                    .bind("code", retry.problem().code())
                    .bind("text", retry.problem().text())
                    .execute();
        }
    }

    private static void remove(Handle handle, Collection<Claim> claims) {
        handle.createUpdate("delete from work where id = any(:ids)")
                .bindArray("ids", Long.class, claims.stream().map(Claim::id).toArray())
                .execute();
    }

    /** Gives the keys, which {@link #checkFences} locked, to whoever is next; a key that nothing waits for goes. */
    private static void release(Handle handle, Collection<Claim> claims) {
        Set<String> keys = claims.stream().map(Claim::key).collect(Collectors.toCollection(HashSet::new));
        keys.removeAll(handle.createQuery("""
                        delete from work_key k where k.key = any(:keys)
                           and not exists (select from work w where w.key = k.key) returning k.key""")
                .bindArray("keys", String.class, keys.toArray())
                .mapTo(String.class)
                .set());
        if (!keys.isEmpty()) {
            handle.createUpdate("""
                            update work_key k set lease_owner = null, lease_until = null, next_due_at = w.due_at
                              from (select distinct on (key) key, due_at from work where key = any(:keys)
                                     order by key, id) w
                             where k.key = w.key""")
                    .bindArray("keys", String.class, keys.toArray())
                    .execute();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
