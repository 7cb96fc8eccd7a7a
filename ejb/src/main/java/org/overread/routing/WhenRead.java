/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a decision says for people, written when it is first read: a decision keeps codes and values, and most are made
 * without anybody looking. The writer must hold nothing that changes, so that it writes the same whenever it is asked.
 */
final class WhenRead<T> extends AbstractList<T> implements RandomAccess {
    private @Nullable Supplier<List<T>> writer;
    private @Nullable List<T> written;

    WhenRead(Supplier<List<T>> writer) {
        this.writer = writer;
    }

    /** Keeps one of these as it is, and copies any other list. */
    static <T> List<T> orCopy(List<T> list) {
        return list instanceof WhenRead<T> ? list : List.copyOf(list);
    }

    private synchronized List<T> written() {
        if (written == null && writer != null) {
            written = List.copyOf(writer.get());
            writer = null;
        }
        return written == null ? List.of() : written;
    }

    @Override
    public T get(int index) {
        return written().get(index);
    }

    @Override
    public int size() {
        return written().size();
    }
}
