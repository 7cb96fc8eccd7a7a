/* SPDX-License-Identifier: Apache-2.0 */
package org.overread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void an_audit_event_is_never_changed_and_never_deleted() {
        var jdbi = TestDatabase.jdbi();
        jdbi.useHandle(h -> h.execute("insert into audit_event (slot, seq, event, action, outcome, who, canonical)"
                + " values (1, 1, '110100', 'E', 0, 'x', '')"));
        assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("update audit_event set who = 'y'")))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("delete from audit_event")))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("truncate audit_event")))
                .hasMessageContaining("never changed");
        String month = jdbi.withHandle(h -> h.createQuery("select tableoid::regclass::text from audit_event")
                .mapTo(String.class)
                .one());
        assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("truncate " + month)))
                .hasMessageContaining("never changed");
    }

    @Test
    void rows_go_to_the_partition_of_their_month() {
        var jdbi = TestDatabase.jdbi();
        jdbi.useHandle(h -> {
            h.execute("insert into timeline (subject, kind, text) values ('case:1', 'x', 'x')");
            h.execute("insert into timeline (at, subject, kind, text) values ('1999-01-01', 'case:1', 'x', 'x')");
            assertThat(h.createQuery("select tableoid::regclass::text from timeline order by at")
                            .mapTo(String.class)
                            .list())
                    .hasSize(2)
                    .first()
                    .isEqualTo("timeline_default");
        });
    }
}
