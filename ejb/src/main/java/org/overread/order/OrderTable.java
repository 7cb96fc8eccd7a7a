/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Json;

/** The statements of the order book: each does its work for a whole delivery at once. */
final class OrderTable {
    private final Handle handle;

    OrderTable(Handle handle) {
        this.handle = handle;
    }

    /**
     * Locks the numbers, so that a cancel and its order that come at the same moment over two connections see each
     * other, and takes row ids ahead.
     */
    List<Long> lock(Collection<OrderCommand> commands) {
        List<String> keys = commands.stream()
                .flatMap(c -> Stream.of(
                                "placer\n" + c.origin().site() + '\n'
                                        + c.numbers().placer(),
                                "filler\n" + c.origin().site() + '\n'
                                        + c.numbers().filler())
                        .filter(key -> !key.endsWith("\n")))
                .distinct()
                .sorted()
                .toList();
        return handle.createQuery("""
                        with locked as materialized (
                            select pg_advisory_xact_lock(hashtextextended(k, 0)) from unnest(:keys) k)
                        select nextval('imaging_order_id_seq')
                          from generate_series(1, :ids), (select count(*) from locked) l""")
                .bindArray("keys", String.class, keys)
                .bind("ids", commands.size())
                .mapTo(Long.class)
                .list();
    }

    /** What there is under these numbers: orders ({@code true}) and forerunners, by their row ids. */
    private Map<Boolean, List<Long>> hits(Collection<OrderCommand> commands) {
        Map<Boolean, List<Long>> hits = new HashMap<>();
        handle.createQuery("""
                        select true as placed, id from imaging_order
                         where placer_number = any(:placers) and placer_number <> '' and site = any(:sites)
                        union all
                        select true, id from imaging_order
                         where filler_number = any(:fillers) and filler_number <> '' and site = any(:sites)
                        union all
                        select false, id from order_forerunner
                         where placer_number = any(:placers) and placer_number <> '' and site = any(:sites)
                        union all
                        select false, id from order_forerunner
                         where filler_number = any(:fillers) and filler_number <> '' and site = any(:sites)""")
                .bindArray(
                        "sites",
                        String.class,
                        distinct(commands, c -> c.origin().site()))
                .bindArray(
                        "placers",
                        String.class,
                        distinct(commands, c -> c.numbers().placer()))
                .bindArray(
                        "fillers",
                        String.class,
                        distinct(commands, c -> c.numbers().filler()))
                .map((row, context) -> hits.computeIfAbsent(row.getBoolean("placed"), k -> new ArrayList<>())
                        .add(row.getLong("id")))
                .list();
        return hits;
    }

    /** Loads what the commands may be about. A new order, the usual case, costs one look at the indexes. */
    Found find(Collection<OrderCommand> commands) {
        Map<Boolean, List<Long>> hits = hits(commands);
        List<Long> orders = hits.getOrDefault(true, List.of());
        List<Long> forerunners = hits.getOrDefault(false, List.of());
        return new Found(
                orders.isEmpty()
                        ? List.of()
                        : handle.createQuery("select " + OrderRow.COLUMNS + OrderRow.FROM
                                        + " where o.id = any(:orders) order by o.id")
                                .bindArray("orders", Long.class, orders)
                                .map(OrderRow::order)
                                .list(),
                forerunners.isEmpty()
                        ? List.of()
                        : handle.createQuery("select * from order_forerunner where id = any(:ids) order by id")
                                .bindArray("ids", Long.class, forerunners)
                                .map(OrderTable::forerunner)
                                .list(),
                orders.isEmpty() ? Map.of() : histories(orders));
    }

    private Map<Long, OrderHistory> histories(List<Long> orders) {
        Map<Long, OrderHistory> histories = new HashMap<>();
        handle.createQuery("select id, history from imaging_order where id = any(:orders) and history is not null")
                .bindArray("orders", Long.class, orders)
                .map((row, context) ->
                        histories.put(row.getLong("id"), Json.read(row.getString("history"), OrderHistory.class)))
                .list();
        return histories;
    }

    /** @param histories of the orders that have one beside their row */
    record Found(List<ImagingOrder> orders, List<Forerunner> waiting, Map<Long, OrderHistory> histories) {}

    /** @param histories of the orders, those that their rows say themselves among them */
    void insert(List<ImagingOrder> orders, Map<Long, OrderHistory> histories) {
        if (orders.isEmpty()) {
            return;
        }
        Update insert = handle.createUpdate("""
                insert into imaging_order (id, patient, site, sender, placer_number, placer_authority, filler_number,
                       filler_authority, requested_procedure, accession, accession_issuer, study_uid, modality,
                       procedure_code, procedure_text, reason, clinical_information, referring_physician,
                       patient_class, priority, state, scheduled_at, control_at, history)
                overriding system value
                select id, patient, site, sender, placer, placer_authority, filler, filler_authority, procedure, accession,
                       issuer, study_uid, modality, code, text, reason, clinical, physician, class, priority, state,
                       timestamptz 'epoch' + scheduled * interval '1 microsecond',
                       timestamptz 'epoch' + control * interval '1 microsecond', cast(history as jsonb)
                  from unnest(:id, :patient, :site, :sender, :placer, :placerAuthority, :filler, :fillerAuthority,
                              :procedure, :accession, :issuer, :studyUid, :modality, :code, :text, :reason, :clinical,
                              :physician, :class, :priority, :state, :scheduled, :control, :history)
                    as o (id, patient, site, sender, placer, placer_authority, filler, filler_authority, procedure,
                          accession, issuer, study_uid, modality, code, text, reason, clinical, physician, class,
                          priority, state, scheduled, control, history)""");
        insert.bindArray("id", Long.class, column(orders, ImagingOrder::id));
        insert.bindArray("patient", Long.class, column(orders, ImagingOrder::patientId));
        insert.bindArray(
                "scheduled", Long.class, column(orders, o -> micros(o.content().scheduledAt())));
        insert.bindArray("control", Long.class, column(orders, o -> micros(o.controlAt())));
        texts(histories).forEach((name, value) -> insert.bindArray(name, String.class, column(orders, value)));
        insert.execute();
        insertSteps(orders);
    }

    /** The columns of a row that are bound as text. */
    private static Map<String, Function<ImagingOrder, @Nullable Object>> texts(Map<Long, OrderHistory> histories) {
        Map<String, Function<ImagingOrder, @Nullable Object>> texts = new HashMap<>();
        texts.put("site", ImagingOrder::site);
        texts.put("sender", ImagingOrder::sender);
        texts.put("placer", o -> o.numbers().placer());
        texts.put("placerAuthority", o -> o.numbers().placerAuthority());
        texts.put("filler", o -> o.numbers().filler());
        texts.put("fillerAuthority", o -> o.numbers().fillerAuthority());
        texts.put("procedure", o -> o.numbers().requestedProcedure());
        texts.put("accession", o -> o.content().accession());
        texts.put("issuer", o -> o.content().accessionIssuer());
        texts.put("studyUid", o -> o.content().studyUid());
        texts.put("modality", o -> o.content().modality());
        texts.put("code", o -> o.content().procedureCode());
        texts.put("text", o -> o.content().procedureText());
        texts.put("reason", o -> o.content().reason());
        texts.put("clinical", o -> o.content().clinicalInformation());
        texts.put("physician", o -> o.content().referringPhysician());
        texts.put("class", o -> o.content().patientClass());
        texts.put("priority", o -> o.priority().name());
        texts.put("state", o -> o.state().name());
        texts.put("history", o -> history(histories.get(o.id())));
        return texts;
    }

    /** Null where the row says as much. */
    private static @Nullable String history(@Nullable OrderHistory history) {
        return history == null || history.saidByTheRow() ? null : Json.write(history);
    }

    private static Object[] column(List<ImagingOrder> orders, Function<ImagingOrder, @Nullable Object> value) {
        return orders.stream().map(value).toArray();
    }

    void update(List<ImagingOrder> orders, Map<Long, OrderHistory> histories) {
        if (orders.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                update imaging_order set placer_number = :placer, placer_authority = :placerAuthority,
                       filler_number = :filler, filler_authority = :fillerAuthority,
                       requested_procedure = :procedure, accession = :accession, accession_issuer = :issuer,
                       study_uid = :studyUid, modality = :modality, procedure_code = :code, procedure_text = :text,
                       reason = :reason, clinical_information = :clinical, referring_physician = :physician,
                       patient_class = :class, priority = :priority, state = :state, scheduled_at = :scheduledAt,
                       control_at = :controlAt, history = cast(:history as jsonb), updated_at = now(), version = version + 1
                 where id = :id""");
        orders.forEach(order -> bind(batch, order, histories.get(order.id())));
        batch.execute();
        handle.createUpdate("delete from order_step where order_id = any(:orders)")
                .bindArray(
                        "orders",
                        Long.class,
                        orders.stream().map(ImagingOrder::id).toList())
                .execute();
        insertSteps(orders);
    }

    void insertForerunners(List<Forerunner> forerunners) {
        if (forerunners.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into order_forerunner (site, sender, placer_number, placer_authority, filler_number,
                       filler_authority, requested_procedure, act, state, content, control_at, message_id)
                values (:site, :sender, :placer, :placerAuthority, :filler, :fillerAuthority, :procedure, :act, :state,
                        cast(:content as jsonb), :at, :message)""");
        for (Forerunner f : forerunners) {
            numbers(batch, f.numbers())
                    .bind("site", f.site())
                    .bind("sender", f.sender())
                    .bind("act", f.act().name())
                    .bind("state", f.state() == null ? null : f.state().name())
                    .bind("content", f.content() == null ? null : Json.write(f.content()))
                    .bindByType("at", at(f.at()), OffsetDateTime.class)
                    .bind("message", f.messageId())
                    .add();
        }
        batch.execute();
    }

    void deleteForerunners(List<Forerunner> forerunners) {
        List<Long> ids =
                forerunners.stream().map(Forerunner::id).filter(id -> id > 0).toList();
        if (!ids.isEmpty()) {
            handle.createUpdate("delete from order_forerunner where id = any(:ids)")
                    .bindArray("ids", Long.class, ids)
                    .execute();
        }
    }

    private void insertSteps(List<ImagingOrder> orders) {
        List<Object[]> rows = orders.stream()
                .flatMap(order -> order.content().steps().stream().map(step ->
                        new Object[] {order.id(), step.id(), step.modality(), step.stationAet(), step.protocol()}))
                .toList();
        if (!rows.isEmpty()) {
            handle.createUpdate("""
                            insert into order_step (order_id, step_id, modality, station_aet, protocol)
                            select * from unnest(:orders, :ids, :modalities, :stations, :protocols)""")
                    .bindArray("orders", Long.class, column(rows, 0))
                    .bindArray("ids", String.class, column(rows, 1))
                    .bindArray("modalities", String.class, column(rows, 2))
                    .bindArray("stations", String.class, column(rows, 3))
                    .bindArray("protocols", String.class, column(rows, 4))
                    .execute();
        }
    }

    private static Object[] column(List<Object[]> rows, int number) {
        return rows.stream().map(row -> row[number]).toArray();
    }

    private static void bind(PreparedBatch batch, ImagingOrder order, @Nullable OrderHistory history) {
        OrderContent content = order.content();
        numbers(batch, order.numbers())
                .bind("id", order.id())
                .bind("history", history(history))
                .bind("patient", order.patientId())
                .bind("site", order.site())
                .bind("sender", order.sender())
                .bind("accession", content.accession())
                .bind("issuer", content.accessionIssuer())
                .bind("studyUid", content.studyUid())
                .bind("modality", content.modality())
                .bind("code", content.procedureCode())
                .bind("text", content.procedureText())
                .bind("reason", content.reason())
                .bind("clinical", content.clinicalInformation())
                .bind("physician", content.referringPhysician())
                .bind("class", content.patientClass())
                .bind("priority", order.priority().name())
                .bind("state", order.state().name())
                .bindByType("scheduledAt", at(content.scheduledAt()), OffsetDateTime.class)
                .bindByType("controlAt", at(order.controlAt()), OffsetDateTime.class)
                .add();
    }

    private static PreparedBatch numbers(PreparedBatch batch, OrderNumbers numbers) {
        return batch.bind("placer", numbers.placer())
                .bind("placerAuthority", numbers.placerAuthority())
                .bind("filler", numbers.filler())
                .bind("fillerAuthority", numbers.fillerAuthority())
                .bind("procedure", numbers.requestedProcedure());
    }

    /** Since 1970: the text of a year before 1 or after 9999 is not the database's. */
    private static @Nullable Long micros(@Nullable Instant instant) {
        return instant == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static List<String> distinct(Collection<OrderCommand> commands, Function<OrderCommand, String> part) {
        return commands.stream().map(part).distinct().toList();
    }

    private static Forerunner forerunner(ResultSet row, StatementContext context) throws SQLException {
        String state = row.getString("state");
        String content = row.getString("content");
        return new Forerunner(
                row.getLong("id"),
                row.getString("site"),
                row.getString("sender"),
                new OrderNumbers(
                        row.getString("placer_number"),
                        row.getString("placer_authority"),
                        row.getString("filler_number"),
                        row.getString("filler_authority"),
                        row.getString("requested_procedure")),
                Forerunner.Act.valueOf(row.getString("act")),
                state == null ? null : OrderState.valueOf(state),
                content == null ? null : Json.read(content, OrderContent.class),
                row.getTimestamp("control_at").toInstant(),
                row.getLong("message_id"));
    }
}
