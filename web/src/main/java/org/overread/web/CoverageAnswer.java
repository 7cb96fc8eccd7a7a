/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.routing.Coverage;
import org.overread.routing.CoverageNotice;

/** Schema {@code Coverage} of the description. */
record CoverageAnswer(
        int configuration,
        Instant from,
        Instant until,
        List<Line> lines,
        boolean more,
        List<Span> gaps,
        List<Span> singles,
        List<Ending> licences,
        List<Notice> notices) {
    private static final int MOST_LINES = 1_000;

    record Line(String site, String modality, String specialty, String hours) {
        static Line of(Coverage.Line line) {
            StringBuilder hours = new StringBuilder();
            line.hours().forEach(hour -> hours.append(hour.letter()));
            return new Line(
                    line.kind().site(), line.kind().modality(), line.kind().specialty(), hours.toString());
        }
    }

    record Span(
            String site,
            String modality,
            String specialty,
            Instant from,
            Instant until,
            @Nullable String reader) {
        static Span of(Coverage.Span span) {
            return new Span(
                    span.kind().site(),
                    span.kind().modality(),
                    span.kind().specialty(),
                    span.from(),
                    span.until(),
                    span.reader());
        }
    }

    record Ending(String reader, String jurisdiction, LocalDate last) {}

    record Notice(String site, CoverageNotice.What what, Instant from, Instant until, String text) {
        static Notice of(CoverageNotice one) {
            return new Notice(one.site(), one.what(), one.from(), one.until(), one.text());
        }
    }

    static CoverageAnswer of(int configuration, List<CoverageNotice> notices, Coverage coverage) {
        return new CoverageAnswer(
                configuration,
                coverage.from(),
                coverage.until(),
                coverage.lines().stream().limit(MOST_LINES).map(Line::of).toList(),
                coverage.lines().size() > MOST_LINES,
                coverage.gaps().stream().map(Span::of).toList(),
                coverage.singles().stream().map(Span::of).toList(),
                coverage.licences().stream()
                        .map(each -> new Ending(each.reader(), each.jurisdiction(), each.last()))
                        .toList(),
                notices.stream().map(Notice::of).toList());
    }
}
