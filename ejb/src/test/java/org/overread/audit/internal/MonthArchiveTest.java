/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overread.audit.AuditVerification;

class MonthArchiveTest {
    private final AuditChainFixture trail = new AuditChainFixture();
    private final Transactions transactions = work -> trail.jdbi.useTransaction(work::accept);

    @TempDir
    private Path folder;

    /** Two months of long ago, the first with seals that reach into the second, and today. */
    private void writeThreeMonths() {
        trail.jdbi.useHandle(h -> {
            h.execute("select make_month('audit_event', date '2024-01-01')");
            h.execute("select make_month('audit_event', date '2024-02-01')");
        });
        LocalDate first = LocalDate.of(2024, 1, 1);
        for (int day = 0; day < 60; day++) {
            String date = first.plusDays(day).toString();
            trail.jdbi.useHandle(h -> insertOn(h, date));
            if (day % 7 == 6 || day == 59) { // seven at a time: one seal has events of both months
                assertThat(trail.turnAt(date + "T12:00:01Z", 100).seal()).isNotNull();
            }
        }
        trail.write(5).seal().anchor();
    }

    private static void insertOn(Handle h, String day) {
        h.createUpdate("""
                        with writer as (update audit_writer set seq = seq + 1 where slot = 1
                                        returning slot, seq, cast(:at as timestamptz) as at)
                        insert into audit_event (slot, seq, at, event, action, outcome, who, canonical)
                        select slot, seq, at, '110110', 'R', 0, 'x', audit_canonical(slot, seq, at, '110110', 'R', 0,
                               'x', '', '', '<a/>'::bytea) from writer""").bind("at", day + "T12:00:00Z").execute();
    }

    private long left() {
        return trail.jdbi.withHandle(h -> h.createQuery("select count(*) from audit_event")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void old_months_go_into_files_one_by_one_and_the_chain_stays_verifiable() throws Exception {
        writeThreeMonths();
        assertThat(trail.verify().whole()).isTrue();
        MonthArchive archive = new MonthArchive(transactions, folder, trail.anchors());
        MonthArchive.Archived january = archive.oldest(12).orElseThrow();
        assertThat(january.month()).isEqualTo("2024-01-01");
        assertThat(january.events())
                .as("31 days, and what the last seal has of February")
                .isEqualTo(35);
        assertThat(trail.verify().bad()).isEmpty();
        MonthArchive.Archived february = archive.oldest(12).orElseThrow();
        assertThat(february.events()).isEqualTo(25);
        assertThat(archive.oldest(12)).as("the others are not old").isEmpty();
        AuditVerification verified = trail.verify();
        assertThat(verified.bad()).isEmpty();
        assertThat(verified.events()).as("only what is in the database").isEqualTo(5);
        assertThat(verified.seals()).as("each seal of the chain").isEqualTo(10);
        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()).sorted())
                    .containsExactly("overread-audit-2024-01.ndjson.gz", "overread-audit-2024-02.ndjson.gz");
        }
        assertThat(left()).isEqualTo(5);
    }

    @Test
    void a_month_that_was_tampered_with_stays_and_the_place_is_named() {
        writeThreeMonths();
        trail.tamper("update audit_event set canonical = canonical || ' '::bytea where slot = 1 and seq = 3");
        assertThatThrownBy(() -> new MonthArchive(transactions, folder, trail.anchors()).oldest(12))
                .isInstanceOf(MonthArchive.NotWhole.class)
                .hasMessageContaining("seal 1, event 1:3");
        assertThat(left()).isEqualTo(65);
    }

    @Test
    void a_month_that_is_in_no_file_cannot_be_dropped_by_the_server() {
        writeThreeMonths();
        assertThatThrownBy(() -> trail.jdbi.useHandle(h -> h.createQuery("select drop_audit_month('2024-01-01')")
                        .mapTo(String.class)
                        .one()))
                .hasMessageContaining("is not archived");
    }
}
