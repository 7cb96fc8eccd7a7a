/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.overread.access.Scope;
import org.overread.shared.OverreadException;
import org.overread.shared.Priority;

/** What readers and coordinators see of cases, and how a reader takes one. */
class CaseWorklistTest {
    private static final String UID = "1.2.3";

    private final ReadingBench bench = new ReadingBench();

    @Test
    void a_reader_claims_and_gives_back() {
        ReadingCase case1 = bench.available(UID);
        CaseView claimed = bench.service.claim(ReadingBench.RITA, case1.id(), case1.version());
        assertThat(claimed.readingCase().reader()).isEqualTo("rita");
        assertThatThrownBy(() -> bench.service.claim(ReadingBench.RON, case1.id(), case1.version()))
                .isInstanceOfSatisfying(OverreadException.class, e -> {
                    assertThat(e.kind()).isEqualTo(OverreadException.Kind.CONFLICT);
                    assertThat(e.getMessage()).contains("OVR000802", "rita");
                });
        assertThatThrownBy(() -> bench.service.release(
                        ReadingBench.RON, case1.id(), bench.only().version()))
                .isInstanceOfSatisfying(
                        OverreadException.class, e -> assertThat(e.kind()).isEqualTo(OverreadException.Kind.FORBIDDEN));
        bench.service.release(ReadingBench.RITA, case1.id(), bench.only().version());
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(bench.only().reader()).isNull();
        int owners = bench.studies.jdbi.withHandle(
                h -> h.createQuery("select count(*) from assignment where until_at is null")
                        .mapTo(Integer.class)
                        .one());
        assertThat(owners).isEqualTo(1);
    }

    @Test
    void a_version_that_is_not_the_cases_any_more_is_refused() {
        ReadingCase case1 = bench.available(UID);
        assertThatThrownBy(() -> bench.service.claim(ReadingBench.RITA, case1.id(), case1.version() - 1))
                .isInstanceOfSatisfying(
                        OverreadException.class,
                        e -> assertThat(e.kind()).isEqualTo(OverreadException.Kind.PRECONDITION_FAILED));
    }

    @Test
    void a_case_out_of_scope_is_not_there() {
        ReadingCase case1 = bench.available(UID);
        Scope elsewhere = Scope.of(
                "ed",
                java.util.Set.of(org.overread.access.Role.RADIOLOGIST),
                java.util.Set.of(),
                java.util.Set.of("x"));
        assertThat(bench.cases.load(elsewhere, case1.id())).isEmpty();
        assertThat(bench.cases.decisions(elsewhere, case1.id())).isEmpty();
        assertThatThrownBy(() -> bench.service.claim(elsewhere, case1.id(), case1.version()))
                .isInstanceOfSatisfying(
                        OverreadException.class, e -> assertThat(e.kind()).isEqualTo(OverreadException.Kind.NOT_FOUND));
    }

    @Test
    void opening_a_case_tells_whose_data_was_seen() {
        ReadingCase case1 = bench.available(UID);
        bench.service.open(ReadingBench.RITA, case1.id());
        assertThat(bench.studies.events).last().isEqualTo(new CaseViewed(case1.id(), "S", "rita", "1", "S-PAT", UID));
    }

    @Test
    void pages_of_the_worklist_neither_repeat_nor_skip() {
        for (int i = 0; i < 25; i++) {
            bench.order("A" + i, "", i % 3 == 0 ? Priority.STAT : Priority.ROUTINE);
        }
        for (CaseQuery.Sort sort : CaseQuery.Sort.values()) {
            var seen = new java.util.ArrayList<Long>();
            String cursor = null;
            do {
                CasePage page = bench.cases.list(Scope.system(), query(sort, cursor));
                page.items().forEach(v -> seen.add(v.readingCase().id()));
                cursor = page.next();
            } while (cursor != null);
            assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        }
        assertThat(bench.cases
                        .list(Scope.system(), query(CaseQuery.Sort.URGENT, null))
                        .items())
                .allMatch(v -> v.readingCase().priority() == Priority.STAT);
    }

    private static CaseQuery query(CaseQuery.Sort sort, String cursor) {
        return new CaseQuery(java.util.Set.of(), null, null, null, null, null, sort, 7, cursor, null, null, null, null);
    }

    @Test
    void a_search_finds_by_patient_accession_and_text_and_a_percent_sign_is_a_percent_sign() {
        bench.order("7", UID, Priority.ROUTINE);
        assertThat(found(new Search("1", "S-PAT", null, null))).isEqualTo(1);
        assertThat(found(new Search("1", "OTHER", null, null))).isZero();
        assertThat(found(new Search(null, null, "7", "thorax"))).isEqualTo(1);
        assertThat(found(new Search(null, null, null, "%"))).isZero();
        assertThatThrownBy(() -> bench.cases.list(Scope.system(), query(CaseQuery.Sort.URGENT, "nonsense")))
                .isInstanceOf(OverreadException.class)
                .hasMessageStartingWith("OVR000807");
    }

    private record Search(String patient, String authority, String accession, String text) {}

    private int found(Search by) {
        return bench.cases
                .list(
                        Scope.system(),
                        new CaseQuery(
                                java.util.Set.of(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                CaseQuery.Sort.UPDATED,
                                10,
                                null,
                                by.patient(),
                                by.authority(),
                                by.accession(),
                                by.text()))
                .items()
                .size();
    }
}
