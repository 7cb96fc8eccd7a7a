/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.overread.shared.OverreadException;

/**
 * A page of a list.
 *
 * @param items the page
 * @param next what to send as {@code cursor} for the page after; null on the last one
 */
record Listing<T>(List<T> items, @Nullable String next) {
    static final int USUAL = 100;
    static final int MOST = 200;

    static <T> Listing<T> whole(List<T> items) {
        return new Listing<>(items, null);
    }

    /** A page of at most {@code limit} from a query that was asked for one more, to know whether there is more. */
    static <S, T> Listing<T> of(List<S> oneMore, int limit, Function<S, String> cursor, Function<S, T> view) {
        List<S> page = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        return new Listing<>(
                page.stream().map(view).toList(),
                oneMore.size() > limit ? cursor.apply(page.get(page.size() - 1)) : null);
    }

    /**
     * A page of rows that are sorted by their id, newest first.
     *
     * @param query given how many rows are wanted at most
     */
    static <S, T> Listing<T> byId(
            @Nullable Integer limit, IntFunction<List<S>> query, ToLongFunction<S> id, Function<S, T> view) {
        int size = limit(limit);
        return of(query.apply(size + 1), size, row -> Long.toString(id.applyAsLong(row)), view);
    }

    static int limit(@Nullable Integer wanted) {
        if (wanted == null) {
            return USUAL;
        }
        if (wanted < 1 || wanted > MOST) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter("limit"));
        }
        return wanted;
    }

    /** A cursor that is the id of the last row shown. */
    static @Nullable Long before(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(cursor);
        } catch (NumberFormatException e) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter("cursor"));
        }
    }
}
