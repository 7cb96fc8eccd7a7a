/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.overread.config.Reader;

/**
 * Which readers of a group pass by one property, a bit a reader: those who have the value, and those whom the property
 * does not limit. Immutable.
 */
final class Bits {
    private final Map<String, long[]> byValue = new HashMap<>();
    private final long[] otherwise;

    /**
     * @param unlimited who passes whatever the value
     * @param values what a reader has
     */
    Bits(List<Reader> readers, Predicate<Reader> unlimited, Function<Reader, Collection<String>> values) {
        otherwise = new long[words(readers.size())];
        for (int i = 0; i < readers.size(); i++) {
            if (unlimited.test(readers.get(i))) {
                set(otherwise, i);
            }
        }
        for (int i = 0; i < readers.size(); i++) {
            for (String value : values.apply(readers.get(i))) {
                set(byValue.computeIfAbsent(value, v -> otherwise.clone()), i);
            }
        }
    }

    /** Not to be changed by the caller. */
    long[] of(String value) {
        return byValue.getOrDefault(value, otherwise);
    }

    static int words(int readers) {
        return (readers + 63) >> 6;
    }

    static void set(long[] bits, int i) {
        bits[i >> 6] |= 1L << i;
    }
}
