/* SPDX-License-Identifier: Apache-2.0 */
package org.overread;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** A real PostgreSQL for a test run; each call gives a database of its own with the real schema. */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static EmbeddedPostgres server;

    private TestDatabase() {}

    /** A fresh database, migrated; Jdbi here begins and commits by itself, as a test has no container. */
    public static synchronized DataSource migrated() {
        DataSource dataSource = empty();
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    /** A fresh database with nothing in it. */
    public static synchronized DataSource empty() {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            }
            String name = "test" + COUNT.incrementAndGet();
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return server.getDatabase("postgres", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Jdbi jdbi() {
        return Jdbi.create(migrated());
    }
}
