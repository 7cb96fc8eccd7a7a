/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;

/** What a message did, read from what its transaction wrote, and what it is about as that stands today. */
@Dependent
public class MessageEffects {
    private static final int MOST = 50;

    private final Jdbi jdbi;

    @Inject
    MessageEffects(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected MessageEffects() {
        this.jdbi = null;
    }

    /** A line that it wrote into a timeline. @param subject {@code order:1} */
    public record Step(String subject, String kind, String text) {}

    /** An order that it names. @param changed whether it placed or changed it */
    public record Order(long id, String state, String accession, boolean changed) {}

    /** A case of such an order or study, as it is now. */
    public record Case(long id, String state, @Nullable String group) {}

    /** An event of the audit trail about it. */
    public record Audit(long id, Instant at, String event, String action, String who, String subject) {}

    /** @param resends the messages that it was sent through again as, newest first */
    public record Done(
            List<Step> steps, List<Order> orders, List<Case> cases, List<Audit> audit, List<Resend> resends) {}

    /** One time that it was sent through again. */
    public record Resend(long id, Instant at, String by, boolean edited, MessageState state) {}

    /** What a message did; orders and cases only as far as the caller may see them. */
    Done of(Scope scope, MessageView message) {
        return jdbi.withHandle(h -> {
            String transaction = transaction(h, message);
            List<Step> steps = transaction.isEmpty() ? List.of() : steps(h, transaction, message.id());
            List<Order> orders = orders(h, scope, message, steps);
            return new Done(
                    steps,
                    orders,
                    cases(h, scope, message, orders),
                    audit(h, transaction, message, orders),
                    resends(h, scope, message));
        });
    }

    /** What the running transaction wrote into timelines so far. */
    List<Step> ofThisTransaction() {
        return jdbi.withHandle(h -> h.createQuery("""
                        select subject, kind, text from timeline where xid = pg_current_xact_id()
                         order by id limit :limit""")
                .bind("limit", MOST)
                .map((row, context) -> new Step(row.getString("subject"), row.getString("kind"), row.getString("text")))
                .list());
    }

    private static String transaction(Handle h, MessageView message) {
        return h.createQuery("select coalesce(xid::text, '') from message where id = :id and received_at = :at")
                .bind("id", message.id())
                .bind("at", message.receivedAt().atOffset(java.time.ZoneOffset.UTC))
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    private static List<Step> steps(Handle h, String transaction, long message) {
        return h.createQuery("""
                        select subject, kind, text from timeline
                         where xid = cast(:xid as xid8) and data ->> 'message' = :message order by id limit :limit""")
                .bind("xid", transaction)
                .bind("message", Long.toString(message))
                .bind("limit", MOST)
                .map((row, context) -> new Step(row.getString("subject"), row.getString("kind"), row.getString("text")))
                .list();
    }

    private static List<Order> orders(Handle h, Scope scope, MessageView message, List<Step> steps) {
        List<Long> changed = steps.stream()
                .map(Step::subject)
                .filter(subject -> subject.startsWith("order:"))
                .map(subject -> Long.valueOf(subject.substring("order:".length())))
                .distinct()
                .toList();
        return h.createQuery("""
                        select o.id, o.state, o.accession, o.id = any(:changed) as changed from imaging_order o
                         where (o.id = any(:changed)
                                or o.site = :site and (o.placer_number = any(:placers) and o.placer_number <> ''
                                    or o.filler_number = any(:fillers) and o.filler_number <> ''
                                    or o.study_uid = any(:studies)))
                           and\s""" + scope.sql("o.site") + " order by o.id desc limit :limit")
                .bindArray("changed", Long.class, changed)
                .bindArray("placers", String.class, message.values("PLACER"))
                .bindArray("fillers", String.class, message.values("FILLER"))
                .bindArray("studies", String.class, message.values("STUDY"))
                .bind("site", message.site())
                .bind("limit", MOST)
                .bindMap(scope.bindings())
                .map((row, context) -> new Order(
                        row.getLong("id"),
                        row.getString("state"),
                        row.getString("accession"),
                        row.getBoolean("changed")))
                .list();
    }

    private static List<Case> cases(Handle h, Scope scope, MessageView message, List<Order> orders) {
        return h.createQuery("""
                        select c.id, c.state, c.owner_group from reading_case c
                         where (c.order_id = any(:orders)
                                or c.study_id in (select s.id from study s where s.study_uid = any(:studies)))
                           and c.merged_into is null
                           and\s""" + scope.sql("c.site", "c.owner_group") + " order by c.id desc limit :limit")
                .bindArray("orders", Long.class, orders.stream().map(Order::id).toList())
                .bindArray("studies", String.class, message.values("STUDY"))
                .bind("limit", MOST)
                .bindMap(scope.bindings())
                .map((row, context) ->
                        new Case(row.getLong("id"), row.getString("state"), row.getString("owner_group")))
                .list();
    }

    private static List<Audit> audit(Handle h, String transaction, MessageView message, List<Order> orders) {
        List<String> patients = h.createQuery("""
                        select 'patient:' || p.id from patient p
                          join unnest(:ids, :authorities) as named (id, authority)
                            on p.patient_id = named.id and p.authority = named.authority""")
                .bindArray(
                        "ids",
                        String.class,
                        message.patients().stream().map(p -> p.id()).toList())
                .bindArray(
                        "authorities",
                        String.class,
                        message.patients().stream().map(p -> p.authority()).toList())
                .mapTo(String.class)
                .list();
        List<String> subjects = Stream.concat(
                        orders.stream().filter(Order::changed).map(o -> "order:" + o.id()), patients.stream())
                .toList();
        return h.createQuery("""
                        select id, at, event, action, who, subject from audit_event
                         where xid = cast(nullif(:xid, '') as xid8) and subject = any(:subjects)
                            or subject = :message
                         order by id limit :limit""")
                .bind("xid", transaction)
                .bindArray("subjects", String.class, subjects)
                .bind("message", "message:" + message.id())
                .bind("limit", MOST)
                .map((row, context) -> new Audit(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("event"),
                        row.getString("action"),
                        row.getString("who"),
                        row.getString("subject")))
                .list();
    }

    private static List<Resend> resends(Handle h, Scope scope, MessageView message) {
        return h.createQuery("""
                        select m.id, m.received_at, m.resent_by, m.edited, m.state from message m
                         where m.resend_of = :id and\s""" + scope.sql("m.site") + " order by m.id desc limit :limit")
                .bind("id", message.id())
                .bind("limit", MOST)
                .bindMap(scope.bindings())
                .map((row, context) -> new Resend(
                        row.getLong("id"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getString("resent_by"),
                        row.getBoolean("edited"),
                        MessageState.valueOf(row.getString("state"))))
                .list();
    }
}
