/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.overread.config.Conditions.Verdict;

/**
 * A condition, compiled.
 *
 * @param program run for each case; has no state, so many threads may
 * @param names what it asks about
 * @param guards what must be so for it to be true; where one is not, it is false whatever the rest of it says
 */
record CelExpression(CelRuntime.Program program, Set<CelEnvironment> names, List<CelGuard> guards) {
    CelExpression {
        guards = List.copyOf(guards);
    }

    /** Those of one kind. */
    <T extends CelGuard> List<T> guards(Class<T> kind) {
        return guards.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What came out; without the facts that it asked about, which the bound facts still know. */
    enum Truth {
        TRUE,
        FALSE,
        /** It could not be told; {@link #reason} says why. */
        UNTOLD
    }

    /** Runs it. @param reason where the reason goes when it cannot be told */
    Truth truth(BoundFacts asked, StringBuilder reason) {
        try {
            Object result = program.eval(asked);
            if (result instanceof Boolean holds) {
                return holds ? Truth.TRUE : Truth.FALSE;
            }
            // the condition is boolean by its type, so this is CEL's "unknown": it hangs on a name without a value
            reason.append("not known for this case: ").append(missing(asked));
        } catch (CelEvaluationException e) {
            reason.append(reason(e, asked));
        } catch (RuntimeException e) {
            reason.append("it cannot be evaluated (")
                    .append(e.getClass().getSimpleName())
                    .append(')');
        }
        return Truth.UNTOLD;
    }

    Verdict test(BoundFacts asked) {
        StringBuilder reason = new StringBuilder();
        Truth truth = truth(asked, reason);
        Map<String, Object> values = asked.valuesOf(names);
        return switch (truth) {
            case TRUE -> new Verdict.Holds(values);
            case FALSE -> new Verdict.HoldsNot(values);
            case UNTOLD -> new Verdict.Fails(values, reason.toString());
        };
    }

    /** By the kind of error alone: CEL's own text may repeat values. */
    private String reason(CelEvaluationException e, BoundFacts asked) {
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> "not known for this case: " + missing(asked);
            case ITERATION_BUDGET_EXCEEDED -> "its loops take more than " + CelLimits.ITERATIONS + " turns";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number is too large";
            case INDEX_OUT_OF_BOUNDS -> "it asks for an element that the list does not have";
            case BAD_FORMAT, INVALID_ARGUMENT, TYPE_NOT_FOUND -> "a value does not have the form that it expects";
            default -> "it cannot be evaluated (" + e.getErrorCode() + ")";
        };
    }

    private String missing(BoundFacts asked) {
        return names.stream()
                .filter(name -> asked.valueOf(name).isEmpty())
                .map(CelEnvironment::text)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
