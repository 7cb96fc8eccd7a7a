/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.access.Scope;

class MessageSearchTest {
    private final Jdbi jdbi = TestDatabase.jdbi();
    private final MessageRows rows = new MessageRows(jdbi);

    @BeforeEach
    void messages() {
        List<String> types = List.of(
                "ADT^A08",
                "ORM^O01",
                "orm^O01",
                "ORM",
                "ORMX^O01",
                "ORM^O01^ORM_O01",
                "ORU^R01",
                "",
                "OMG^O19",
                "ORM^O01");
        for (int i = 0; i < types.size(); i++) {
            int number = i + 1;
            jdbi.useHandle(h -> h.execute(
                    """
                            insert into message (id, received_at, direction, sender, peer, message_type, state,
                                                 problem_code, raw, digest)
                            values (?, now() - make_interval(hours => ?), 'I', ?, '', ?, ?, ?, '', '')""",
                    number,
                    number,
                    number % 2 == 0 ? "even" : "odd",
                    types.get(number - 1),
                    number == 7 ? "FAILED" : number == 4 ? "WARNED" : "ACCEPTED",
                    number == 4 ? "OVR000500" : null));
        }
    }

    private List<Long> found(String sender, String type, MessageSearch.Place after, int limit) {
        return rows
                .search(
                        Scope.system(),
                        new MessageSearch(Set.of(), "", sender, type, "", "", null, null, null, after, limit))
                .stream()
                .map(MessageView::id)
                .toList();
    }

    @Test
    void a_code_finds_all_of_its_types_and_no_others_newest_first() {
        assertThat(found("", "ORM", null, 10)).containsExactly(2L, 4L, 6L, 10L);
        assertThat(found("", "ORM^O01", null, 10)).containsExactly(2L, 10L);
        assertThat(found("", "ACK", null, 10)).isEmpty();
    }

    @Test
    void a_code_goes_with_other_conditions_and_pages() {
        assertThat(found("odd", "ORU", null, 10)).containsExactly(7L);
        assertThat(found("odd", "ORM", null, 10)).isEmpty();
        List<MessageView> first = rows.search(
                Scope.system(), new MessageSearch(Set.of(), "", "", "ORM", "", "", null, null, null, null, 2));
        assertThat(first).extracting(MessageView::id).containsExactly(2L, 4L);
        MessageView last = first.get(1);
        assertThat(found("", "ORM", new MessageSearch.Place(last.receivedAt(), last.id()), 10))
                .containsExactly(6L, 10L);
    }

    @Test
    void states_and_problems_are_found_whatever_their_index() {
        for (Set<MessageState> states :
                List.of(Set.of(MessageState.FAILED), Set.of(MessageState.FAILED, MessageState.IGNORED))) {
            assertThat(rows.search(
                            Scope.system(), new MessageSearch(states, "", "", "", "", "", null, null, null, null, 10)))
                    .extracting(MessageView::id)
                    .containsExactly(7L);
        }
        assertThat(rows.search(
                        Scope.system(),
                        new MessageSearch(Set.of(), "", "", "", "", "OVR000500", null, null, null, null, 10)))
                .extracting(MessageView::id)
                .containsExactly(4L);
    }
}
