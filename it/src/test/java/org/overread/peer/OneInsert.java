/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.peer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One row a message, committed before it returns; each thread has a connection of its own, so that none waits. */
final class OneInsert {
    private record Writer(Connection connection, PreparedStatement insert) {}

    private final ThreadLocal<Writer> writers;

    OneInsert(String url, String user, String password) {
        this.writers = ThreadLocal.withInitial(() -> open(url, user, password));
    }

    private static Writer open(String url, String user, String password) {
        try {
            Connection connection = DriverManager.getConnection(url, user, password);
            connection.setAutoCommit(false);
            return new Writer(
                    connection, connection.prepareStatement("insert into bench.peer_message (raw) values (?)"));
        } catch (SQLException e) {
            throw new IllegalStateException("no connection to the database", e);
        }
    }

    void store(byte[] message) {
        Writer writer = writers.get();
        try {
            writer.insert().setBytes(1, message);
            writer.insert().executeUpdate();
            writer.connection().commit();
        } catch (SQLException e) {
            throw new IllegalStateException("not stored", e);
        }
    }
}
