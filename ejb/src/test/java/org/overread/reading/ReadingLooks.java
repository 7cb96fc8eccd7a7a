/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.List;
import org.overread.study.StudyBench;

/** What became of the cases of a test, as the database and the timeline have it. */
abstract class ReadingLooks {
    final StudyBench studies = new StudyBench();

    /** Who owns a case now: never more than one. */
    List<String> owners(long id) {
        return studies.jdbi.withHandle(
                h -> h.createQuery("select owner_group from assignment where case_id = :id and until_at is null")
                        .bind("id", id)
                        .mapTo(String.class)
                        .list());
    }

    /** Which timers a case has. */
    List<DueKind> timers(long id) {
        return studies.jdbi.withHandle(h -> h.createQuery("select kind from case_due where case_id = :id order by kind")
                .bind("id", id)
                .mapTo(DueKind.class)
                .list());
    }

    /** How many lines of a kind were told. */
    long told(String kind) {
        return studies.lines.stream().filter(l -> l.contains(" " + kind + " ")).count();
    }

    List<ReadingCase> all() {
        return studies.jdbi.withHandle(h -> h.createQuery("select * from reading_case order by id")
                .map(CaseMapper::readingCase)
                .list());
    }

    ReadingCase only() {
        List<ReadingCase> all = all();
        if (all.size() != 1) {
            throw new AssertionError("cases: " + all);
        }
        return all.get(0);
    }

    long sends() {
        return studies.later.stream()
                .filter(i -> i.kind().equals("transfer.send"))
                .count();
    }
}
