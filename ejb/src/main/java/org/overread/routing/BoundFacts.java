/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import dev.cel.runtime.CelVariableResolver;
import java.time.Instant;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts;
import org.overread.config.CaseFacts.AiFacts;
import org.overread.config.CaseFacts.HistoryFacts;
import org.overread.config.CaseFacts.OrderFacts;
import org.overread.config.CaseFacts.StudyFacts;
import org.overread.config.Configuration;
import org.overread.config.Site;

/**
 * One case at one moment, as conditions are asked about it. A value is worked out when it is first asked for and then
 * serves every rule of the decision.
 */
final class BoundFacts implements CelVariableResolver {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final Optional<Object> UNKNOWN = Optional.empty();

    final CaseFacts facts;
    private final Configuration configuration;
    private final Instant now;

    /** By the ordinal of the name; null = not asked for yet. */
    @SuppressWarnings("unchecked") // generic array
    private final @Nullable Optional<Object>[] values = new Optional[CelEnvironment.COUNT];

    private @Nullable ZonedDateTime local;

    BoundFacts(CaseFacts facts, Configuration configuration, Instant now) {
        this.facts = facts;
        this.configuration = configuration;
        this.now = now;
    }

    @Override
    public Optional<Object> find(String name) {
        CelEnvironment known = CelEnvironment.named(name);
        return known == null ? UNKNOWN : valueOf(known);
    }

    /** Empty = not known for this case. */
    Optional<Object> valueOf(CelEnvironment name) {
        Optional<Object> known = values[name.ordinal()];
        if (known == null) {
            known = Optional.ofNullable(name.valueIn(this));
            values[name.ordinal()] = known;
        }
        return known;
    }

    /** What the names have for values, as the trace shows them; what is not known is left out. */
    Map<String, Object> valuesOf(Iterable<CelEnvironment> names) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (CelEnvironment name : names) {
            valueOf(name).ifPresent(value -> found.put(name.text(), shown(value)));
        }
        return found;
    }

    private static Object shown(Object value) {
        return value instanceof Instant ? value.toString() : value;
    }

    int version() {
        return configuration.version();
    }

    Instant now() {
        return now;
    }

    Optional<Site> site() {
        return configuration.site(facts.site());
    }

    ZonedDateTime local() {
        ZonedDateTime known = local;
        if (known == null) {
            known = now.atZone(configuration.zoneOf(facts.site()));
            local = known;
        }
        return known;
    }

    String clock() {
        return local().format(CLOCK);
    }

    String order(Function<OrderFacts, String> part) {
        return facts.order() == null ? "" : part.apply(facts.order());
    }

    String study(Function<StudyFacts, String> part) {
        return facts.study() == null ? "" : part.apply(facts.study());
    }

    @Nullable
    Object history(Function<HistoryFacts, @Nullable Object> part) {
        return facts.history() == null ? null : part.apply(facts.history());
    }

    @Nullable
    Object ai(Function<AiFacts, @Nullable Object> part) {
        return facts.ai() == null ? null : part.apply(facts.ai());
    }

    @Nullable
    Object daysSinceLast() {
        if (facts.history() == null || facts.history().last() == null) {
            return null;
        }
        return ChronoUnit.DAYS.between(facts.history().last(), local().toLocalDate());
    }

    @Nullable
    Object daysOld() {
        if (facts.study() == null || facts.study().date() == null) {
            return null;
        }
        return ChronoUnit.DAYS.between(facts.study().date(), local().toLocalDate());
    }

    @Nullable
    Object age() {
        if (facts.patient().birthDate() == null) {
            return null;
        }
        return (long) Period.between(facts.patient().birthDate(), local().toLocalDate())
                .getYears();
    }
}
