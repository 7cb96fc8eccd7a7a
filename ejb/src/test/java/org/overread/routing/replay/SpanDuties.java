/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.overread.config.Duties;
import org.overread.config.Roster;

/** Shifts given as instants; those of one reader do not overlap. */
final class SpanDuties implements Duties {
    private final Map<String, List<Span>> spans = new HashMap<>();
    private final Map<String, long[]> begins = new HashMap<>();

    SpanDuties add(String reader, Instant from, Instant until, Roster.Kind kind) {
        spans.computeIfAbsent(reader, r -> new ArrayList<>()).add(new Span("month", kind, from, until));
        return this;
    }

    SpanDuties done() {
        spans.forEach((reader, of) -> {
            of.sort(Comparator.comparing(Span::from));
            begins.put(
                    reader,
                    of.stream().mapToLong(span -> span.from().toEpochMilli()).toArray());
        });
        return this;
    }

    private int before(String reader, Instant moment) {
        long[] known = begins.get(reader);
        if (known == null) {
            return -1;
        }
        int found = java.util.Arrays.binarySearch(known, moment.toEpochMilli());
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public Duty at(String reader, Instant moment) {
        int i = before(reader, moment);
        if (i < 0) {
            return Duty.OFF;
        }
        Span span = spans.get(reader).get(i);
        if (!moment.isBefore(span.until())) {
            return Duty.OFF;
        }
        State state = span.kind() == Roster.Kind.DUTY ? State.ON_DUTY : State.ON_CALL;
        return new Duty(state, span.from(), span.until());
    }

    @Override
    public Optional<Instant> next(String reader, Instant moment) {
        List<Span> of = spans.getOrDefault(reader, List.of());
        int i = before(reader, moment);
        if (i >= 0 && moment.isBefore(of.get(i).until())) {
            return Optional.of(moment);
        }
        return i + 1 < of.size() ? Optional.of(of.get(i + 1).from()) : Optional.empty();
    }

    @Override
    public List<Span> spans(String reader) {
        return spans.getOrDefault(reader, List.of());
    }
}
