/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another engine that takes MLLP and stores each message by one committed insert into the same database; in a process of its
 * own with as much memory as our server has, and the same collector.
 */
final class Peer implements AutoCloseable {
    private static final List<String> JVM = List.of("-Xmx640m", "-XX:+UseSerialGC", "-Djava.awt.headless=true");

    private final Process process;
    private final int port;

    private Peer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param type its class in {@code org.overread.peer} */
    static Peer start(String type, EmbeddedPostgres database) {
        table(database);
        Path target = Places.root().resolve("it/target");
        String path = String.join(
                ":",
                target.resolve("test-classes").toString(),
                target.resolve("peer-lib").resolve("*").toString(),
                target.resolve("lib").resolve("*").toString());
        int port = Ports.any();
        List<String> command = Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        JVM,
                        List.of(
                                "-cp",
                                path,
                                "org.overread.peer." + type,
                                String.valueOf(port),
                                database.url(),
                                database.user(),
                                database.password()))
                .flatMap(List::stream)
                .toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Peer peer = new Peer(process, port);
            Waiting.until(type + " listens", Duration.ofMinutes(1), () -> !Ports.isFree(port) || !process.isAlive());
            if (!process.isAlive()) {
                throw new IllegalStateException(type + " ended with " + process.exitValue());
            }
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void table(EmbeddedPostgres database) {
        database.execute("create schema if not exists bench;"
                + " create table if not exists bench.peer_message (id bigint generated always as identity primary key,"
                + " received_at timestamptz not null default now(), raw bytea not null)");
    }

    /** The same insert and commit with no engine around it. */
    static Measured.Worker insert(EmbeddedPostgres database, byte[] message) throws SQLException {
        table(database);
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement("insert into bench.peer_message (raw) values (?)");
        return new Measured.Worker() {
            @Override
            public void once() throws SQLException {
                insert.setBytes(1, message);
                insert.executeUpdate();
                connection.commit();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
