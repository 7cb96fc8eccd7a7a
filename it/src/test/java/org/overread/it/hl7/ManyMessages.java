/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.overread.kit.EmbeddedPostgres;

/**
 * Messages of this month and the four before it, as if they had come. Each month is made as a table of its own, without
 * indexes, and then becomes a partition, so that its indexes are built at once; in a database whose {@code wal_level} is
 * minimal nothing of it goes through the log. The schema is the same afterwards.
 */
final class ManyMessages {
    private static final int MONTHS = 5;

    private final EmbeddedPostgres database;
    private final long messages;
    private final long begun = System.nanoTime();

    ManyMessages(EmbeddedPostgres database, long messages) {
        this.database = database;
        this.messages = messages;
    }

    /** Nothing else may write meanwhile. */
    void fill() throws SQLException {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("set maintenance_work_mem = '512MB'");
            sql.execute("set synchronous_commit = off");
            YearMonth now = YearMonth.now(ZoneOffset.UTC);
            long each = messages / MONTHS;
            for (int month = 0; month < MONTHS; month++) {
                long last = messages - each * month;
                long first = month == MONTHS - 1 ? 1 : last - each + 1;
                for (String parent : List.of("message", "message_identifier")) {
                    month(connection, sql, parent, now.minusMonths(month), first, last);
                }
                told(now.minusMonths(month) + ": messages " + first + " to " + last);
            }
            repeats(connection, sql);
            told("repeat keys");
            sql.execute("vacuum (analyze) message, message_identifier, message_repeat");
            sql.execute("checkpoint");
            told("all, vacuumed");
        }
    }

    private void month(Connection connection, Statement sql, String parent, YearMonth at, long first, long last)
            throws SQLException {
        String name = parent + "_" + at.toString().replace("-", "");
        connection.setAutoCommit(false);
        sql.execute("create table filled (like " + parent + " including defaults including constraints)");
        sql.execute(rows(parent, at, first, last));
        if (there(sql, name)) {
            sql.execute("insert into filled select * from " + name);
            sql.execute("drop table " + name);
        }
        sql.execute("alter table filled rename to " + name);
        sql.execute("alter table " + parent + " attach partition " + name + " for values from ('" + at + "-01') to ('"
                + at.plusMonths(1) + "-01')");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static boolean there(Statement sql, String name) throws SQLException {
        try (var found = sql.executeQuery("select to_regclass('" + name + "') is not null")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    private void repeats(Connection connection, Statement sql) throws SQLException {
        connection.setAutoCommit(false);
        sql.execute("create table filled (like message_repeat including defaults including constraints)");
        sql.execute("insert into filled select * from message_repeat");
        sql.execute("insert into filled (sender, sending_application, sending_facility, control_id, digest, message_id,"
                + " received_at) select 'soak' || n % 20, 'SOAK', 'MERCY', 'S' || n,"
                + " sha256(convert_to('S' || n, 'UTF8')), 1000000000 + n,"
                + " now() - interval '29 days' * (1 - n::float8 / " + messages + ") from generate_series(1, "
                + messages + ") n");
        sql.execute("drop table message_repeat");
        sql.execute("alter table filled rename to message_repeat");
        sql.execute("alter table message_repeat add primary key (sender, sending_application, sending_facility,"
                + " control_id, digest)");
        sql.execute("create index message_repeat_age on message_repeat (received_at)");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void told(String what) {
        System.out.printf(Locale.ROOT, "%4.0f s  %s%n", (System.nanoTime() - begun) / 1e9, what);
    }

    private static String rows(String parent, YearMonth at, long first, long last) {
        String received = "timestamptz '" + at + "-01' + (n % 100000) * interval '0.3 seconds'";
        String series = " from generate_series(" + first + "::bigint, " + last + ") n";
        return parent.equals("message")
                ? """
                  insert into filled (id, received_at, direction, sender, site, peer, sending_application,
                         sending_facility, control_id, message_type, state, acknowledgement, problem_code,
                         problem_text, raw, digest)
                  select 1000000000 + n, RECEIVED, 'I',
                         case when n % 100000 = 5 then 'rare' else 'soak' || n % 20 end, 'mercy', '127.0.0.1', 'SOAK',
                         'MERCY', 'S' || n,
                         case when n % 100000 in (5, 6) then 'ADT^A47' when n % 10 < 7 then 'ORM^O01'
                              when n % 10 < 9 then 'ADT^A08' else 'SIU^S12' end,
                         case when n % 100000 = 7 then 'FAILED' when n % 1000 = 3 then 'REFUSED' else 'ACCEPTED' end,
                         'AA', case when n % 1000 = 3 then 'OVR001410' end, case when n % 1000 = 3 then 'said' end,
                         convert_to('MSH|^~\\&|SOAK|MERCY|||||ORM^O01|S' || n || repeat('|an order of the past', 20), 'UTF8'),
                         sha256(convert_to('S' || n, 'UTF8'))
                   """.replace("RECEIVED", received) + series
                : """
                  insert into filled (message_id, received_at, kind, value, authority)
                  select 1000000000 + n, RECEIVED, 'PLACER', 'SP' || n, 'RIS'
                   """.replace("RECEIVED", received) + series;
    }
}
