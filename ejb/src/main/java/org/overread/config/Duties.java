/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rosters of one configuration over some days, as instants. Immutable; questions are cheap. */
public interface Duties {
    /** What the reader does at that moment; of shifts that overlap, duty before on call. */
    Duty at(String reader, Instant moment);

    /** When the reader is next on duty or on call, from that moment on; empty = not within the days that are known. */
    Optional<Instant> next(String reader, Instant moment);

    /** The reader's shifts, by beginning, swaps and exceptions worked in; for coverage. */
    List<Span> spans(String reader);

    /**
     * What a reader does.
     *
     * @param state whether new cases may come
     * @param since beginning of the shift; null off duty
     * @param until its end, or that of the break; null off duty
     */
    record Duty(
            State state, @Nullable Instant since, @Nullable Instant until) {
        /** Not on any shift. */
        public static final Duty OFF = new Duty(State.OFF, null, null);
    }

    /** Whether a reader can be given cases. */
    enum State {
        OFF,
        ON_DUTY,
        ON_CALL,
        ON_BREAK
    }

    /** One shift. @param roster its roster's name @param until not within */
    record Span(String roster, Roster.Kind kind, Instant from, Instant until) {}
}
