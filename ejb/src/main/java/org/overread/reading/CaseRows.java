/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.config.ClockTerms;
import org.overread.order.ImagingOrder;
import org.overread.shared.Json;
import org.overread.shared.Priority;

/**
 * The case table as the system works on it: every read locks its row, every write raises its version. What a person
 * sees goes through {@link Cases}.
 */
@ApplicationScoped
class CaseRows {
    private static final Duration AFTER_THE_END = Duration.ofHours(48);

    private final Jdbi jdbi;
    private final CaseDue due;

    @Inject
    CaseRows(Jdbi jdbi, CaseDue due) {
        this.jdbi = jdbi;
        this.due = due;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseRows() {
        this.jdbi = null;
        this.due = null;
    }

    Optional<ReadingCase> lock(long id) {
        return lock("id = :value", id);
    }

    Optional<ReadingCase> lockByOrder(@Nullable Long order) {
        return order == null ? Optional.empty() : lock("order_id = :value", order);
    }

    Optional<ReadingCase> lockByStudy(long study) {
        return lock("study_id = :value", study);
    }

    /** The case of a study that is bound to this order, while the case does not know it. */
    Optional<ReadingCase> lockAwaiting(long order) {
        return lock(
                "id = (select min(c.id) from reading_case c join study s on s.id = c.study_id"
                        + " where s.order_id = :value and c.order_id is null)",
                order);
    }

    /** The cases of these orders, those that there are. */
    List<ReadingCase> lockByOrders(Collection<Long> orders) {
        return jdbi.withHandle(
                h -> h.createQuery("select * from reading_case where order_id = any(:orders) order by id for update")
                        .bindArray("orders", Long.class, orders.toArray())
                        .map(CaseMapper::readingCase)
                        .list());
    }

    /** Those of these orders that a study is bound to whose case does not know it: see {@link #lockAwaiting}. */
    List<Long> awaited(Collection<Long> orders) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select distinct s.order_id from study s join reading_case c on c.study_id = s.id
                         where s.order_id = any(:orders) and c.order_id is null""")
                .bindArray("orders", Long.class, orders.toArray())
                .mapTo(Long.class)
                .list());
    }

    /** New cases of orders without images; of an order whose case another transaction made first there is none. */
    List<ReadingCase> insert(List<ImagingOrder> orders) {
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into reading_case (site, order_id, state, priority, order_priority, priority_rank, modality)
                        select site, id, 'ORDERED', priority, priority, rank, modality
                          from unnest(:sites, :orders, :priorities, :ranks, :modalities)
                               as o (site, id, priority, rank, modality)
                         order by id
                        on conflict do nothing returning *""")
                .bindArray("sites", String.class, column(orders, ImagingOrder::site))
                .bindArray("orders", Long.class, column(orders, ImagingOrder::id))
                .bindArray(
                        "priorities",
                        String.class,
                        column(orders, o -> o.priority().name()))
                .bindArray(
                        "ranks", Integer.class, column(orders, o -> o.priority().ordinal()))
                .bindArray(
                        "modalities",
                        String.class,
                        column(orders, o -> o.content().modality()))
                .map(CaseMapper::readingCase)
                .list());
    }

    private static Object[] column(List<ImagingOrder> orders, Function<ImagingOrder, Object> value) {
        return orders.stream().map(value).toArray();
    }

    private Optional<ReadingCase> lock(String condition, long value) {
        return jdbi.withHandle(h -> h.createQuery("select * from reading_case where " + condition + " for update")
                .bind("value", value)
                .map(CaseMapper::readingCase)
                .findOne());
    }

    /** The new case's id; empty when another transaction made it first, which then is there to lock. */
    Optional<Long> insert(
            String site,
            @Nullable Long order,
            @Nullable Long study,
            CaseState state,
            Priority priority,
            String modality) {
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into reading_case (site, order_id, study_id, state, priority, order_priority,
                                                  priority_rank, modality)
                        values (:site, :order, :study, :state, :priority,
                                case when cast(:order as bigint) is not null then :priority end, :rank, :modality)
                        on conflict do nothing returning id""")
                .bind("site", site)
                .bind("order", order)
                .bind("study", study)
                .bind("state", state)
                .bind("priority", priority)
                .bind("rank", priority.ordinal())
                .bind("modality", modality)
                .mapTo(Long.class)
                .findOne());
    }

    /** Writes every column that may change, and when the case needs something next. */
    void write(ReadingCase c) {
        int changed = jdbi.withHandle(h -> h.createUpdate("""
                        update reading_case set
                            site = :site, order_id = :orderId, study_id = :studyId, state = :state,
                            priority = :priority, order_priority = :orderPriority, priority_rank = :rank, modality = :modality, tier = :tier,
                            owner_group = :ownerGroup, reader = :reader, held = :held, triage = :triage,
                            escalated = :escalated, images_changed = :imagesChanged,
                            order_cancelled = :orderCancelled, image_state = :imageState, instances = :instances,
                            instances_there = :instancesThere, verification = :verification,
                            destination = :destination, routed_at = :routedAt, clock_started_at = :clockStartedAt,
                            warn_at = :warnAt, due_at = :dueAt, merged_into = :mergedInto,
                            warned_at = :watch.warnedAt, breached_at = :watch.breachedAt,
                            ladder = cast(:ladder as jsonb), ladder_step = :watch.step, paused_ms = :paused,
                            held_at = :watch.heldAt, held_until = :watch.heldUntil, held_by = :watch.heldBy,
                            hold_reason = :watch.holdReason, clock_terms = cast(:terms as jsonb),
                            forecast_at = :watch.forecastAt, reminded_at = :watch.remindedAt,
                            updated_at = now(), version = version + 1
                         where id = :id and version = :version""")
                .bindMethods(c)
                .bindMethods("watch", c.watch())
                .bind(
                        "ladder",
                        c.watch().ladder().isEmpty()
                                ? null
                                : Json.write(c.watch().ladder()))
                .bind(
                        "terms",
                        c.watch().terms().equals(ClockTerms.ALWAYS)
                                ? null
                                : Json.write(c.watch().terms()))
                .bind("paused", c.watch().paused().toMillis())
                .bind("rank", c.priority().ordinal())
                .execute());
        if (changed != 1) {
            throw new IllegalStateException("case " + c.id() + " was written without its lock");
        }
        recount(c);
        due.follow(c);
    }

    /** Gives a case to a group, and to a reader once one has claimed it: ends the former ownership, begins the next. */
    void own(long caseId, String group, @Nullable String reader, String reason) {
        disown(caseId);
        jdbi.useHandle(h -> h.createUpdate("""
                        with forecast as (
                            insert into group_forecast (owner_group) values (:group) on conflict do nothing)
                        insert into assignment (case_id, owner_group, reader, reason)
                        values (:case, :group, :reader, :reason)""")
                .bind("case", caseId)
                .bind("group", group)
                .bind("reader", reader)
                .bind("reason", reason)
                .execute());
    }

    void disown(long caseId) {
        jdbi.useHandle(h ->
                h.execute("update assignment set until_at = now() where case_id = ? and until_at is null", caseId));
    }

    /** Every group that owns the case or owned it before. */
    Set<String> formerOwners(long caseId) {
        return jdbi.withHandle(h -> h.createQuery("select distinct owner_group from assignment where case_id = :case")
                .bind("case", caseId)
                .mapTo(String.class)
                .set());
    }

    void decided(long caseId, Instant at, int configuration, String outcome, String trace) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into routing_decision (case_id, decided_at, configuration_version, outcome, trace)
                        values (:case, :at, :configuration, cast(:outcome as jsonb), cast(:trace as jsonb))""")
                .bind("case", caseId)
                .bind("at", at)
                .bind("configuration", configuration)
                .bind("outcome", outcome)
                .bind("trace", trace)
                .execute());
    }

    /** Keeps what a case was first decided by; a later decision leaves it as it is. */
    void facts(long caseId, Instant decidedAt, @Nullable String group, String facts) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into case_facts (case_id, decided_at, owner_group, facts)
                        values (:case, :at, :group, cast(:facts as jsonb)) on conflict do nothing""")
                .bind("case", caseId)
                .bind("at", decidedAt)
                .bind("group", group)
                .bind("facts", facts)
                .execute());
    }

    /** Whether a case waits for its study to be counted once more. */
    boolean awaitsCount(long study) {
        return jdbi.withHandle(h ->
                h.createQuery("""
                        select exists (select from reading_case
                                        where study_id = :study and state = 'ROUTED' and destination is null)""").bind("study", study).mapTo(Boolean.class).one());
    }

    /** Cases that no rule gave a group yet, a page at a time. */
    List<Long> inTriage(long after, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select id from reading_case
                         where triage and owner_group is null and state = 'COMPLETE' and id > :after
                         order by id limit :limit""")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    /** Now, by the database's clock, which leases, due times and counts are compared by. */
    Instant now() {
        return jdbi.withHandle(h -> h.createQuery("select now()")
                .map((row, context) -> row.getTimestamp(1).toInstant())
                .one());
    }

    /**
     * Late images are found as long as something still has to happen with a case, and for {@link #AFTER_THE_END} after. A
     * case that is opened again has its study counted again without end.
     */
    private void recount(ReadingCase c) {
        if (c.studyId() == null) {
            return;
        }
        jdbi.useHandle(h -> h.createUpdate("""
                        update study set recount_until =
                               case when :open then 'infinity'
                                    when recount_until = 'infinity' then now() + cast(:time as interval)
                                    else recount_until end
                         where id = :study and (recount_until = 'infinity') is distinct from :open""")
                .bind("open", c.state().isOpen())
                .bind("study", c.studyId())
                .bind("time", AFTER_THE_END.toString())
                .execute());
    }
}
