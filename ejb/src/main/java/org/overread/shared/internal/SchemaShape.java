/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared.internal;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * What the tables look like, one line a column, constraint and trigger, so that a change made by hand is noticed and
 * named. Partitions are left out, since months come and go; so are indexes, which a database administrator may add.
 */
final class SchemaShape {
    private static final String LINES = """
            select format('column %s.%s %s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                          case when a.attnotnull then ' not null' else '' end) as line
              from pg_attribute a join pg_class c on c.oid = a.attrelid
             where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
               and a.attnum > 0 and not a.attisdropped and c.relname not in ('flyway_schema_history', 'schema_shape')
            union all
            select format('constraint %s.%s %s', c.relname, o.conname, pg_get_constraintdef(o.oid))
              from pg_constraint o join pg_class c on c.oid = o.conrelid
             where c.relnamespace = current_schema()::regnamespace and not c.relispartition
               and o.contype in ('p', 'u', 'f', 'c') and c.relname not in ('flyway_schema_history', 'schema_shape')
            union all
            select format('trigger %s.%s %s', c.relname, t.tgname, t.tgenabled)
              from pg_trigger t join pg_class c on c.oid = t.tgrelid
             where c.relnamespace = current_schema()::regnamespace and not c.relispartition and not t.tgisinternal
            """;

    private SchemaShape() {}

    static List<String> read(Handle handle) {
        return handle.createQuery("select line from (" + LINES + ") shape order by line collate \"C\"")
                .mapTo(String.class)
                .list();
    }

    /** Keeps the shape that a migration left. */
    static void keep(Handle handle, String version) {
        handle.execute("create table if not exists schema_shape (version text primary key, shape text not null)");
        handle.createUpdate("""
                        insert into schema_shape (version, shape) values (:version, :shape)
                        on conflict (version) do update set shape = excluded.shape""")
                .bind("version", version)
                .bind("shape", String.join("\n", read(handle)))
                .execute();
    }

    /** The first difference from what was kept for this version; empty when there is none, or nothing was kept. */
    static Optional<String> difference(Handle handle, String version) {
        boolean kept = handle.createQuery("select to_regclass('schema_shape') is not null")
                .mapTo(Boolean.class)
                .one();
        if (!kept) {
            return Optional.empty();
        }
        return handle.createQuery("select shape from schema_shape where version = :version")
                .bind("version", version)
                .mapTo(String.class)
                .findOne()
                .flatMap(shape -> difference(List.of(shape.split("\n")), read(handle)));
    }

    static Optional<String> difference(List<String> expected, List<String> found) {
        TreeSet<String> missing = new TreeSet<>(expected);
        found.forEach(missing::remove);
        if (!missing.isEmpty()) {
            return Optional.of("missing " + missing.first());
        }
        TreeSet<String> added = new TreeSet<>(found);
        expected.forEach(added::remove);
        return added.isEmpty() ? Optional.empty() : Optional.of("unknown " + added.first());
    }
}
