/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.audit.AuditEntry;
import org.overread.audit.AuditRecord;
import org.overread.audit.AuditSearch;
import org.overread.audit.UnusualAccess;

class AuditQuestionsTest {
    private final Jdbi jdbi = TestDatabase.jdbi();

    @BeforeEach
    void trail() {
        jdbi.useHandle(h -> {
            h.execute("insert into patient (patient_id, authority, name, stated_at) values"
                    + " ('P1', 'MERCY', 'Doe^Jane', now()), ('P1', 'NORTH', 'Roe^Richard', now())");
            h.execute("insert into imaging_order (patient, sender, priority, state, control_at)"
                    + " select id, 'ris', 'ROUTINE', 'SCHEDULED', now() from patient order by id");
            h.execute("insert into reading_case (order_id, state, priority, priority_rank)"
                    + " select id, 'ORDERED', 'ROUTINE', 3 from imaging_order order by id");
        });
        write("110110", "R", 0, "ann", "case:1");
        write("110109", "C", 0, "MERCY|RIS", "order:1");
        write("110110", "R", 0, "ann", "case:2");
        write("110113", "E", 0, "bob", "case:2");
        write("110113", "E", 4, "bob", "case:1");
        write("110110", "R", 0, "jane.doe", "case:1");
    }

    private void write(String event, String action, int outcome, String who, String subject) {
        jdbi.useHandle(h -> JdbiAuditTrail.insert(
                h, new AuditRecord(event, action, outcome, who, "", subject, "<m/>".getBytes(StandardCharsets.UTF_8))));
    }

    private List<String> found(
            @Nullable String who, @Nullable String patient, @Nullable String authority, boolean breakGlass) {
        return jdbi
                .withHandle(h -> AuditQuestions.search(
                        h, new AuditSearch(null, null, who, null, patient, authority, null, null, breakGlass, 100)))
                .stream()
                .map(AuditQuestionsTest::brief)
                .toList();
    }

    private static String brief(AuditEntry entry) {
        return entry.who() + " " + entry.action() + " " + entry.subject();
    }

    @Test
    void who_saw_this_patient() {
        assertThat(found(null, "P1", "MERCY", false))
                .containsExactly("jane.doe R case:1", "bob E case:1", "MERCY|RIS C order:1", "ann R case:1");
        assertThat(found(null, "P1", null, false)).hasSize(6);
        assertThat(found(null, "P9", null, false)).isEmpty();
    }

    @Test
    void what_this_user_did() {
        assertThat(found("ann", null, null, false)).containsExactly("ann R case:2", "ann R case:1");
    }

    @Test
    void whose_glass_was_broken() {
        assertThat(found(null, null, null, true)).containsExactly("bob E case:2");
    }

    @Test
    void unusual_is_who_opened_many_records_in_an_hour_and_who_has_the_patients_name() {
        List<UnusualAccess> few =
                jdbi.withHandle(h -> AuditQuestions.unusual(h, Instant.now().minusSeconds(600), 1));
        assertThat(few)
                .extracting(each -> each.rule() + " " + each.who() + " " + each.count())
                .containsExactlyInAnyOrder("MANY_IN_AN_HOUR ann 2", "OWN_NAME jane.doe 1");
        List<UnusualAccess> fewer =
                jdbi.withHandle(h -> AuditQuestions.unusual(h, Instant.now().minusSeconds(600), 2));
        assertThat(fewer).extracting(UnusualAccess::rule).containsExactly(UnusualAccess.Rule.OWN_NAME);
    }
}
