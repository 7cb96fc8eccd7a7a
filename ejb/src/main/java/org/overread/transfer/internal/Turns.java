/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whose turn is next: the group's that had least, and within it the study's that had least for its weight. Who comes new
 * begins where the least of the others stands, so that nobody is repaid for a time in which he wanted nothing.
 */
final class Turns {
    /**
     * Somebody in line.
     *
     * @param weight at least 1
     */
    record Wish(long transfer, String group, boolean urgent, int weight) {}

    private final Map<String, Double> ofGroup = new HashMap<>();
    private final Map<Long, Double> ofStudy = new HashMap<>();

    /** Whose turn it is. @param wishes in the order of coming: the first of equals is taken */
    Wish next(Collection<Wish> wishes) {
        wishes.forEach(this::join);
        return wishes.stream()
                .min(Comparator.comparing((Wish wish) -> wish.urgent() ? 0 : 1)
                        .thenComparing(wish -> had(ofGroup, wish.group()))
                        .thenComparing(wish -> had(ofStudy, wish.transfer())))
                .orElseThrow();
    }

    /** It has its turn. @param wishes all that were in line, itself too */
    void took(Wish wish, Collection<Wish> wishes) {
        join(wish);
        int group = wishes.stream()
                .filter(other -> other.group().equals(wish.group()))
                .mapToInt(Wish::weight)
                .max()
                .orElse(wish.weight());
        ofGroup.merge(wish.group(), 1.0 / group, Double::sum);
        ofStudy.merge(wish.transfer(), 1.0 / wish.weight(), Double::sum);
    }

    /** Forgets all others. @param present what waits or is under way */
    void keep(Collection<Wish> present) {
        ofGroup.keySet().retainAll(each(present, Wish::group));
        ofStudy.keySet().retainAll(each(present, Wish::transfer));
    }

    private void join(Wish wish) {
        ofGroup.computeIfAbsent(wish.group(), unused -> least(ofGroup));
        ofStudy.computeIfAbsent(wish.transfer(), unused -> least(ofStudy));
    }

    private static <K> double had(Map<K, Double> all, K key) {
        return Objects.requireNonNullElse(all.get(key), 0.0);
    }

    private static double least(Map<?, Double> all) {
        return all.values().stream().min(Double::compare).orElse(0.0);
    }

    private static <K> Set<K> each(Collection<Wish> present, Function<Wish, K> part) {
        return present.stream().map(part).collect(Collectors.toSet());
    }
}
