/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rosters of one configuration between two instants, counted out once: every question is a search in an array. */
public final class DutyCalendar implements Duties {
    private static final DutyLine NOTHING = DutyLine.of(List.of());

    private final Map<String, DutyLine> lines = new HashMap<>();
    private final Map<String, List<Span>> spans = new HashMap<>();

    private DutyCalendar() {}

    /**
     * Counts the rosters out.
     *
     * @param from first instant that is known
     * @param until not within; before {@code from} and from here on nobody is on duty
     */
    public static DutyCalendar of(Configuration configuration, Instant from, Instant until) {
        Map<String, List<Worked>> byReader = new HashMap<>();
        for (Worked worked : Worked.between(configuration, from, until)) {
            byReader.computeIfAbsent(worked.reader(), name -> new ArrayList<>()).add(worked);
        }
        DutyCalendar calendar = new DutyCalendar();
        byReader.forEach((reader, all) -> {
            all.sort(Comparator.comparing(Worked::from).thenComparing(Worked::until));
            calendar.lines.put(reader, DutyLine.of(all));
            calendar.spans.put(
                    reader,
                    all.stream()
                            .map(worked -> new Span(
                                    configuration.rosters().get(worked.roster()).name(),
                                    worked.kind(),
                                    worked.from(),
                                    worked.until()))
                            .toList());
        });
        return calendar;
    }

    @Override
    public Duty at(String reader, Instant moment) {
        return lines.getOrDefault(reader, NOTHING).at(moment);
    }

    @Override
    public Optional<Instant> next(String reader, Instant moment) {
        return lines.getOrDefault(reader, NOTHING).next(moment);
    }

    @Override
    public List<Span> spans(String reader) {
        return spans.getOrDefault(reader, List.of());
    }
}
