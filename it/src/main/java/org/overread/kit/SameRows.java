/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows that one order leaves, as plain JDBC would write them: found by counting what the application wrote, kept as
 * one sample a table, and inserted again into tables of the same columns and indexes, one transaction an order.
 */
final class SameRows {
    /** Not written for an order, or gone again when its work is done. */
    private static final Set<String> NOT_COUNTED =
            Set.of("flyway_schema_history", "configuration_version", "work", "work_key", "breaker", "sweep");

    private final EmbeddedPostgres database;
    private final Map<String, Long> before;
    private final List<Copy> copies = new ArrayList<>();

    /** Counts what is there now. */
    SameRows(EmbeddedPostgres database) {
        this.database = database;
        this.before = counts();
    }

    /** Finds what so many orders have left since, and makes the tables to write it to. */
    SameRows after(long orders) {
        database.execute("drop schema if exists bench cascade; create schema bench");
        counts().forEach((table, count) -> {
            long each = Math.round((count - before.getOrDefault(table, 0L)) / (double) orders);
            if (each > 0) {
                try (Connection c = database.connect()) {
                    copies.add(copy(c, table, (int) each));
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

    /** Such as {@code message 1, imaging_order 1, timeline 2}. */
    String described() {
        List<String> parts = new ArrayList<>();
        copies.forEach(copy -> parts.add(copy.table + " " + copy.rows));
        return String.join(", ", parts);
    }

    /** A connection that writes one order's rows and commits, each time it is asked. */
    Measured.Worker writer(int number) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        List<PreparedStatement> statements = new ArrayList<>();
        for (Copy copy : copies) {
            statements.add(connection.prepareStatement(copy.insert));
        }
        return new Measured.Worker() {
            private long next = number * 1_000_000_000L;

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

    private Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        List<String> tables = database.rows("""
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1
                """);
        for (String table : tables) {
            if (!NOT_COUNTED.contains(table)) {
                counts.put(table, database.number("select count(*) from " + table));
            }
        }
        return counts;
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
        try (ResultSet row =
                c.createStatement().executeQuery("select * from public." + table + " order by ctid desc limit 1")) {
            row.next();
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
