/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.Rule;

/**
 * The rules of one configuration, ready to be tried: compiled, with the groups that each leads to, and an index by what
 * their guards ask for, so that a case looks only at the rules that may match it. Immutable.
 */
final class RuleBook {
    private final Entry[] entries;
    private final boolean asksAi;
    private final List<Index> indexes = new ArrayList<>();

    /** Which rules a name's value leaves open, a bit a rule. @param otherwise by a value that no guard asks for */
    private record Index(CelEnvironment name, Map<String, long[]> byValue, long[] otherwise) {}

    /**
     * A rule that is enabled.
     *
     * @param expression null when its condition does not compile
     * @param fault why it does not
     * @param candidates the groups it leads to; those of a tier are all of that tier, in document order
     * @param texts and numbers: what must be so for it to match
     */
    record Entry(
            Rule rule,
            @Nullable CelExpression expression,
            String fault,
            List<Group> candidates,
            List<CelGuard.OneOf> texts,
            List<CelGuard.Between> numbers) {
        static Entry of(Rule rule, CelConditions.Compiled compiled, List<Group> candidates) {
            if (compiled instanceof CelConditions.Compiled.Usable usable) {
                CelExpression expression = usable.expression();
                return new Entry(
                        rule,
                        expression,
                        "",
                        candidates,
                        expression.guards(CelGuard.OneOf.class),
                        expression.guards(CelGuard.Between.class));
            }
            String fault = ((CelConditions.Compiled.Faulty) compiled).reason();
            return new Entry(rule, null, fault, candidates, List.of(), List.of());
        }

        /** Whether a number of the case says that the rule is false of it. */
        boolean excluded(BoundFacts asked) {
            for (int i = 0; i < numbers.size(); i++) {
                if (numbers.get(i).excludes(asked)) {
                    return true;
                }
            }
            return false;
        }
    }

    RuleBook(Configuration configuration, CelConditions conditions) {
        List<Entry> all = new ArrayList<>();
        for (Rule rule : configuration.rules()) {
            if (rule.enabled()) {
                all.add(Entry.of(rule, conditions.compiled(rule.when()), candidates(rule.then(), configuration)));
            }
        }
        entries = all.toArray(Entry[]::new);
        asksAi = all.stream()
                .map(Entry::expression)
                .anyMatch(expression ->
                        expression != null && expression.names().stream().anyMatch(CelEnvironment::byAi));
        Map<CelEnvironment, Set<String>> asked = new EnumMap<>(CelEnvironment.class);
        all.forEach(entry -> entry.texts()
                .forEach(guard -> asked.computeIfAbsent(guard.name(), n -> new HashSet<>())
                        .addAll(guard.values())));
        asked.forEach((name, values) -> {
            Map<String, long[]> byValue = new HashMap<>();
            values.forEach(value -> byValue.put(value, open(name, value)));
            indexes.add(new Index(name, byValue, open(name, null)));
        });
    }

    /** The rules that a value leaves open. @param value null = one that no guard asks for */
    private long[] open(CelEnvironment name, @Nullable String value) {
        long[] bits = allOpen();
        for (int i = 0; i < entries.length; i++) {
            for (CelGuard.OneOf guard : entries[i].texts()) {
                if (guard.name() == name && (value == null || !guard.values().contains(value))) {
                    bits[i >> 6] &= ~(1L << i);
                }
            }
        }
        return bits;
    }

    private long[] allOpen() {
        long[] bits = new long[(entries.length + 63) >> 6];
        Arrays.fill(bits, -1L);
        if ((entries.length & 63) != 0) {
            bits[bits.length - 1] = (1L << entries.length) - 1;
        }
        return bits;
    }

    /** Whether a rule asks what an AI service said. */
    boolean asksAi() {
        return asksAi;
    }

    int size() {
        return entries.length;
    }

    Entry get(int rule) {
        return entries[rule];
    }

    /** Which rules the case leaves open, a bit a rule; the others are false of it. */
    long[] open(BoundFacts asked) {
        long[] bits = allOpen();
        for (Index index : indexes) {
            Object value = asked.valueOf(index.name()).orElse(null);
            if (value == null) {
                continue; // not known, so it says nothing
            }
            long[] left = index.byValue().getOrDefault(value, index.otherwise());
            for (int word = 0; word < bits.length; word++) {
                bits[word] &= left[word];
            }
        }
        return bits;
    }

    private static List<Group> candidates(Rule.Then then, Configuration configuration) {
        if (then.tier() != null) {
            return configuration.groups().stream()
                    .filter(group -> group.tier() == then.tier())
                    .toList();
        }
        Stream<String> names = then.group() != null ? Stream.of(then.group()) : then.groups().stream();
        return names.flatMap(name -> configuration.group(name).stream()).toList();
    }
}
