/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is anybody for each kind of case and hour to come: following the sun, before it sets.
 *
 * @param from beginning of the first hour
 * @param until end of the last
 * @param lines one for each kind of case
 * @param gaps hours in which nobody is there, the earliest first
 * @param singles hours that hang on one reader
 * @param licences those that end soon, by their last day
 */
public record Coverage(
        Instant from, Instant until, List<Line> lines, List<Span> gaps, List<Span> singles, List<Ending> licences) {
    public Coverage {
        lines = List.copyOf(lines);
        gaps = List.copyOf(gaps);
        singles = List.copyOf(singles);
        licences = List.copyOf(licences);
    }

    /**
     * A kind of case.
     *
     * @param site where it comes from
     * @param modality of its images; empty = any, when the configuration tells none apart
     * @param specialty that a rule may ask for; empty = none
     */
    public record Kind(String site, String modality, String specialty) {}

    /** A kind of case and its hours, from the first on. */
    public record Line(Kind kind, List<Hour> hours) {
        public Line {
            hours = List.copyOf(hours);
        }
    }

    /** Who there is at the worst moment of an hour. */
    public enum Hour {
        NOBODY('-'),
        /** Only groups that choose their readers themselves: whether anybody is there is not known here. */
        GROUP('G'),
        /** Nobody on duty, but somebody on call. */
        ON_CALL('C'),
        ONE('1'),
        SEVERAL('2');

        private final char letter;

        Hour(char letter) {
            this.letter = letter;
        }

        /** In the short form of a line. */
        public char letter() {
            return letter;
        }
    }

    /** Hours one after the other. @param reader on whom they hang; null in a gap */
    public record Span(
            Kind kind,
            Instant from,
            Instant until,
            @Nullable String reader) {}

    /** A licence that ends. @param last day on which it holds */
    public record Ending(String reader, String jurisdiction, LocalDate last) {}
}
