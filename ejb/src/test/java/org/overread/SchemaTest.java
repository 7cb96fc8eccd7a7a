/* SPDX-License-Identifier: Apache-2.0 */
package org.overread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void an_audit_event_is_never_changed_and_never_deleted() {
        var jdbi = TestDatabase.jdbi();
        jdbi.useHandle(h -> h.execute(
                "insert into audit_event (event, action, outcome, who, message) values ('110100', 'E', 0, 'x', '')"));
        assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("update audit_event set who = 'y'")))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("delete from audit_event")))
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
