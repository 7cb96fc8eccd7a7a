/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;

class SchemaStartTest {
    @Test
    void two_nodes_that_start_at_once_on_an_empty_schema_both_become_ready() throws Exception {
        DataSource empty = TestDatabase.empty();
        var pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<Schema.Result>> nodes =
                    pool.invokeAll(List.of(new Schema(empty)::migrate, new Schema(empty)::migrate));
            for (Future<Schema.Result> node : nodes) {
                assertThat(node.get()).isInstanceOf(Schema.Result.Ready.class);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void a_second_start_applies_nothing() {
        DataSource database = TestDatabase.empty();
        new Schema(database).migrate();
        assertThat(new Schema(database).migrate())
                .isInstanceOfSatisfying(
                        Schema.Result.Ready.class,
                        ready -> assertThat(ready.applied()).isZero());
    }

    @Test
    void a_schema_of_a_newer_release_is_refused_and_left_alone() {
        DataSource database = TestDatabase.empty();
        new Schema(database).migrate();
        Jdbi.create(database).useHandle(h -> h.execute("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                    installed_by, execution_time, success)
                values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, true)"""));
        assertThat(new Schema(database).migrate()).isInstanceOfSatisfying(Schema.Result.Refused.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo("OVR001805");
            assertThat(refused.reason().text()).contains("99");
        });
    }

    @Test
    void a_schema_changed_by_hand_is_refused_by_the_name_of_the_change() {
        DataSource database = TestDatabase.empty();
        new Schema(database).migrate();
        Jdbi.create(database).useHandle(h -> h.execute("alter table reading_case drop column tier"));
        assertThat(new Schema(database).migrate()).isInstanceOfSatisfying(Schema.Result.Refused.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo("OVR001806");
            assertThat(refused.reason().text()).contains("reading_case.tier");
        });
        Jdbi.create(database).useHandle(h -> h.execute("alter table reading_case add column tier text"));
        assertThat(new Schema(database).migrate())
                .as("undone, it starts by itself")
                .isInstanceOf(Schema.Result.Ready.class);
    }

    @Test
    void a_migration_that_was_edited_after_it_was_applied_is_refused() {
        DataSource database = TestDatabase.empty();
        new Schema(database).migrate();
        Jdbi.create(database)
                .useHandle(
                        h -> h.execute("update flyway_schema_history set checksum = checksum + 1 where version = '1'"));
        assertThat(new Schema(database).migrate())
                .isInstanceOfSatisfying(
                        Schema.Result.Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo("OVR001806"));
    }

    @Test
    void a_database_that_is_down_is_tried_again_and_not_refused() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        assertThat(new Schema(nowhere).migrate()).isInstanceOf(Schema.Result.Away.class);
    }

    /** What a hospital has that takes each release as it comes, and one that leaves some out, end at the same schema. */
    @Test
    void every_earlier_schema_is_upgraded_to_the_one_that_a_new_installation_has() {
        DataSource fresh = TestDatabase.empty();
        new Schema(fresh).migrate();
        String expected = shape(fresh);
        List<MigrationVersion> earlier = Arrays.stream(
                        Flyway.configure().dataSource(fresh).load().info().applied())
                .map(MigrationInfo::getVersion)
                .toList();
        assertThat(earlier).hasSizeGreaterThan(1);
        for (MigrationVersion version : earlier.subList(0, earlier.size() - 1)) {
            DataSource old = TestDatabase.empty();
            Flyway.configure().dataSource(old).target(version).load().migrate();
            String row =
                    "insert into patient (patient_id, authority, name, stated_at) values ('P1', 'A', 'Doe^J', now())";
            Jdbi.create(old).useHandle(h -> h.execute(row));
            assertThat(new Schema(old).migrate()).as("from " + version).isInstanceOf(Schema.Result.Ready.class);
            assertThat(shape(old)).as("from " + version).isEqualTo(expected);
            List<String> names = Jdbi.create(old)
                    .withHandle(h -> h.createQuery("select name from patient where patient_id = 'P1'")
                            .mapTo(String.class)
                            .list());
            assertThat(names).as("what was there before " + version).containsExactly("Doe^J");
        }
    }

    private static String shape(DataSource database) {
        return Jdbi.create(database)
                .withHandle(h ->
                        String.join("\n", h.createQuery("""
                        select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
                               || coalesce(column_default, '')
                        from information_schema.columns where table_schema = 'public' order by 1""").mapTo(String.class).list()));
    }

    @Test
    void a_new_month_changes_no_shape() {
        DataSource database = TestDatabase.empty();
        new Schema(database).migrate();
        Jdbi.create(database).useHandle(h -> h.execute("select make_month('message', '2031-01-01')"));
        assertThat(new Schema(database).migrate()).isInstanceOf(Schema.Result.Ready.class);
    }
}
