/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.overread.routing.RoutingDecision.Result;
import org.overread.routing.RoutingDecision.RuleTried;

/** What became of each rule, as codes; the lines that people read are written from it. Not for several threads. */
final class Trace {
    private static final Result[] RESULTS = Result.values();

    private final RuleBook book;
    private final BoundFacts asked;
    private final byte[] results;
    private final Map<Integer, String> reasons = new HashMap<>(4);
    private int tried;
    private boolean catchAll;

    Trace(RuleBook book, BoundFacts asked) {
        this.book = book;
        this.asked = asked;
        this.results = new byte[book.size()];
        java.util.Arrays.fill(results, (byte) Result.NOT_MATCHED.ordinal());
    }

    void set(int rule, Result result) {
        results[rule] = (byte) result.ordinal();
    }

    void failed(int rule, String reason) {
        set(rule, Result.FAILED);
        reasons.put(rule, reason);
    }

    /** @param rules how many were looked at @param nobody whether it came to the catch-all */
    void end(int rules, boolean nobody) {
        tried = rules;
        catchAll = nobody;
    }

    List<RuleTried> written() {
        List<RuleTried> lines = new ArrayList<>(tried + 1);
        for (int i = 0; i < tried; i++) {
            RuleBook.Entry entry = book.get(i);
            CelExpression expression = entry.expression();
            lines.add(new RuleTried(
                    entry.rule().name(),
                    RESULTS[results[i]],
                    reasons.getOrDefault(i, ""),
                    expression == null ? Map.of() : asked.valuesOf(expression.names())));
        }
        if (catchAll) {
            lines.add(new RuleTried(RoutingDecision.CATCH_ALL, Result.MATCHED, "", Map.of()));
        }
        return lines;
    }
}
