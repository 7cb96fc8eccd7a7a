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
    private static String template;

    private TestDatabase() {}

    /** A fresh database with the real schema. */
    public static synchronized DataSource migrated() {
        if (template == null) {
            Flyway.configure()
                    .dataSource(create("schema_template", "template1"))
                    .load()
                    .migrate();
            template = "schema_template";
        }
        return create("test" + COUNT.incrementAndGet(), template);
    }

    /** A fresh database with nothing in it. */
    public static synchronized DataSource empty() {
        return create("test" + COUNT.incrementAndGet(), "template1");
    }

    private static DataSource create(String name, String from) {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            }
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name + " template " + from);
            }
            return server.getDatabase("postgres", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Jdbi here begins and commits by itself, as a test has no container. */
    public static Jdbi jdbi() {
        return Jdbi.create(migrated());
    }
}
