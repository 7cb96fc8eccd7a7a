/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.FixedConfiguration;

/** A search that takes too long ends and says so; one by an identifier goes by the index. */
class SlowSearchTest {
    private static final Scope INES = Scope.of("ines", Set.of(Role.INTEGRATOR, Role.RAW_HL7), Set.of(), Set.of());

    private final Jdbi jdbi = TestDatabase.jdbi();

    @Test
    void a_search_that_takes_too_long_is_told_to_be_narrowed() {
        Messages messages =
                new MessagesBean(jdbi, new MessageRows(jdbi, 1), new FixedConfiguration(), new RecordedEvents<>());
        MessageSearch all = new MessageSearch(Set.of(), "", "", "", "", "", null, null, null, null, 10);
        try (Handle other = jdbi.open()) {
            other.begin();
            other.execute("lock table message in access exclusive mode");
            assertThatThrownBy(() -> messages.search(INES, all)).hasMessageContaining("OVR001432");
            other.rollback();
        }
        assertThat(messages.search(INES, all)).isEmpty();
    }

    @Test
    void an_identifier_is_found_by_its_index() {
        jdbi.useHandle(h -> {
            h.execute("""
                    insert into message_identifier (message_id, received_at, kind, value)
                    select n, now(), 'ACCESSION', 'A' || n from generate_series(1, 20000) n""");
            h.execute("analyze message_identifier");
            assertThat(String.join("\n", h.createQuery("""
                            explain select message_id from message_identifier
                             where kind = 'ACCESSION' and value = 'A777'""").mapTo(String.class).list()))
                    .containsPattern("Index .*kind_value_authority_idx");
        });
    }
}
