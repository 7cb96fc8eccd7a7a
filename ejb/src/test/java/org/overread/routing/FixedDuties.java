/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.overread.config.Duties;

/** Duties that do not change; who is not named is on duty. */
final class FixedDuties implements Duties {
    private static final Map<State, Duty> DUTIES = new EnumMap<>(Map.of(
            State.OFF, Duty.OFF,
            State.ON_DUTY, new Duty(State.ON_DUTY, Instant.EPOCH, Instant.MAX),
            State.ON_CALL, new Duty(State.ON_CALL, Instant.EPOCH, Instant.MAX),
            State.ON_BREAK, new Duty(State.ON_BREAK, Instant.EPOCH, Instant.MAX)));

    private final Map<String, State> states = new HashMap<>();
    private final Map<String, Instant> next = new HashMap<>();

    FixedDuties with(String reader, State state) {
        states.put(reader, state);
        return this;
    }

    FixedDuties nextAt(String reader, Instant at) {
        next.put(reader, at);
        return this;
    }

    @Override
    public Duty at(String reader, Instant moment) {
        return DUTIES.get(states.getOrDefault(reader, State.ON_DUTY));
    }

    @Override
    public Optional<Instant> next(String reader, Instant moment) {
        return Optional.ofNullable(next.get(reader));
    }

    @Override
    public List<Span> spans(String reader) {
        return List.of();
    }
}
