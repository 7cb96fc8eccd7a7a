/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rows that one order leaves, as plain JDBC would write them: found by counting what the application inserted, kept as
 * one sample a table, and inserted again into tables of the same columns and indexes, one transaction an order.
 */
final class SameRows {
    /** Not written for an order. */
    private static final Set<String> NOT_COUNTED =
            Set.of("flyway_schema_history", "configuration_version", "breaker", "sweep");

    /** What nothing is taken away from: what was inserted is there. */
    private static final Set<String> KEPT =
            Set.of("message", "message_identifier", "imaging_order", "reading_case", "timeline", "audit_event");

    private final EmbeddedPostgres database;
    private final Map<String, Long> before;
    private final Set<String> missing;
    private final Map<String, Double> left = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();

    /** Numbers the rows of one writer apart from every other's, of this measurement and of those before it. */
    private final AtomicLong writers = new AtomicLong();

    /** Counts what is there now. */
    SameRows(EmbeddedPostgres database) {
        this.database = database;
        this.before = settled();
        this.missing = new HashSet<>(before.keySet());
        database.execute("drop schema if exists bench cascade; create schema bench");
        missing.forEach(
                table -> database.execute("create table bench.sample_" + table + " (like public." + table + ")"));
    }

    /**
     * Keeps a sample row of each table that has one now and had none yet: work is there for a moment only, right after
     * an order's acknowledgement. For one thread, until {@link #after}.
     */
    void sample() {
        missing.removeIf(table -> database.number("with kept as (insert into bench.sample_" + table
                        + " select * from public." + table + " order by ctid desc limit 1 returning 1)"
                        + " select count(*) from kept")
                > 0);
    }

    /** Finds what so many orders have left since, and makes the tables to write it to. */
    SameRows after(long orders) {
        settled().forEach((table, count) -> {
            double each = (count - before.getOrDefault(table, 0L)) / (double) orders;
            left.put(table, each);
            if (each >= 0.5 && missing.contains(table)) {
                leftOut.add(table);
            } else if (each >= 0.5) {
                try (Connection c = database.connect()) {
                    copies.add(copy(c, table, (int) Math.round(each)));
                } catch (SQLException e) {
                    throw new IllegalStateException(table, e);
                }
            }
        });
        if (copies.isEmpty()) {
            throw new IllegalStateException("the orders left no rows");
        }
        return this;
    }

    /**
     * The rows of each table, an order's and those that plain JDBC commits once: {@code message 1.00 1}. Counted by the
     * database on both sides.
     */
    String described() {
        Map<String, Long> once = new LinkedHashMap<>();
        try (Measured.Worker writer = writer()) {
            writer.once();
        } catch (Exception e) {
            throw new IllegalStateException("plain JDBC cannot write the rows", e);
        }
        copies.forEach(copy -> once.put(copy.table, database.number("select count(*) from bench." + copy.table)));
        List<String> parts = new ArrayList<>();
        left.forEach((table, each) -> {
            if (each >= 0.005) {
                parts.add(String.format(Locale.ROOT, "%s %.2f %d", table, each, once.getOrDefault(table, 0L)));
            }
        });
        return String.join(", ", parts)
                + (leftOut.isEmpty()
                        ? ""
                        : " (left out, none was there long enough: " + String.join(", ", leftOut) + ")");
    }

    /** A connection that writes one order's rows and commits, each time it is asked. */
    Measured.Worker writer() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        List<PreparedStatement> statements = new ArrayList<>();
        for (Copy copy : copies) {
            statements.add(connection.prepareStatement(copy.insert));
        }
        return new Measured.Worker() {
            private long next = writers.incrementAndGet() * 10_000_000L;

            @Override
            public void once() throws SQLException {
                for (int i = 0; i < copies.size(); i++) {
                    Copy copy = copies.get(i);
                    for (int row = 0; row < copy.rows; row++) {
                        copy.bind(statements.get(i), ++next);
                        statements.get(i).executeUpdate();
                    }
                }
                connection.commit();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** A session tells its counts late, when it has been idle for ten seconds. */
    private Map<String, Long> settled() {
        Waiting.until("the counts of rows", Duration.ofSeconds(60), () -> {
            Map<String, Long> counts = inserted();
            return KEPT.stream()
                    .allMatch(table ->
                            counts.getOrDefault(table, 0L) >= database.number("select count(*) from " + table));
        });
        return inserted();
    }

    /** How many rows were ever inserted into each table, those that are gone again (work that is done) included. */
    private Map<String, Long> inserted() {
        Map<String, Long> inserted = new LinkedHashMap<>();
        List<String> counts = database.rows("""
                select coalesce(p.inhparent, s.relid)::regclass::text || ' ' || sum(s.n_tup_ins)
                from pg_stat_user_tables s left join pg_inherits p on p.inhrelid = s.relid
                where s.schemaname = 'public' group by coalesce(p.inhparent, s.relid) order by 1
                """);
        for (String count : counts) {
            String[] parts = count.split(" ");
            if (!NOT_COUNTED.contains(parts[0])) {
                inserted.put(parts[0], Long.parseLong(parts[1]));
            }
        }
        return inserted;
    }

    private static Copy copy(Connection c, String table, int rows) throws SQLException {
        c.createStatement()
                .execute(
                        "create table bench." + table + " (like public." + table
                                + " including defaults including identity including generated including indexes including storage)");
        Set<String> unique = new HashSet<>();
        Set<String> made = new HashSet<>();
        try (ResultSet found = c.createStatement()
                .executeQuery(
                        "select a.attname, a.attidentity <> '' or a.attgenerated <> '', exists (select 1 from pg_index i"
                                + " where i.indrelid = a.attrelid and i.indisunique and a.attnum = any(i.indkey))"
                                + " from pg_attribute a where a.attrelid = 'bench." + table
                                + "'::regclass and a.attnum > 0 and not a.attisdropped")) {
            while (found.next()) {
                if (found.getBoolean(2)) {
                    made.add(found.getString(1));
                } else if (found.getBoolean(3)) {
                    unique.add(found.getString(1));
                }
            }
        }
        Map<String, Object> sample = new LinkedHashMap<>();
        try (ResultSet row = c.createStatement().executeQuery("select * from bench.sample_" + table)) {
            if (!row.next()) {
                throw new IllegalStateException("no sample of " + table);
            }
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                String name = row.getMetaData().getColumnName(i);
                if (!made.contains(name)) {
                    sample.put(name, row.getObject(i));
                }
            }
        }
        return new Copy(table, rows, sample, unique);
    }

    private static final class Copy {
        private static final SecureRandom RANDOM = new SecureRandom();

        private final String table;
        private final int rows;
        private final List<Object> values;
        private final List<Boolean> vary;
        private final String insert;

        Copy(String table, int rows, Map<String, Object> sample, Set<String> unique) {
            this.table = table;
            this.rows = rows;
            this.values = new ArrayList<>(sample.values());
            this.vary = sample.keySet().stream().map(unique::contains).toList();
            this.insert = "insert into bench." + table + " (" + String.join(", ", sample.keySet()) + ") values ("
                    + String.join(", ", java.util.Collections.nCopies(sample.size(), "?")) + ")";
        }

        void bind(PreparedStatement statement, long number) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                statement.setObject(i + 1, vary.get(i) ? other(value, number) : value);
            }
        }

        private static Object other(Object value, long number) {
            if (value instanceof Long) {
                return number;
            }
            if (value instanceof Integer) {
                return (int) number;
            }
            if (value instanceof String text) {
                return number + text.substring(Math.min(text.length(), 12));
            }
            if (value instanceof byte[] bytes) {
                byte[] fresh = new byte[Math.max(16, bytes.length)];
                RANDOM.nextBytes(fresh);
                return fresh;
            }
            return value;
        }
    }
}
