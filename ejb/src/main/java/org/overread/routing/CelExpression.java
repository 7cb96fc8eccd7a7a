/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.overread.config.Conditions.Verdict;

/**
 * A condition, compiled.
 *
 * @param program run for each case; has no state, so many threads may
 * @param names what it asks about
 */
record CelExpression(CelRuntime.Program program, Set<CelEnvironment> names) {

    Verdict test(CelEnvironment.Asked asked) {
        Map<String, Object> values = asked.valuesOf(names);
        try {
            Object result = program.eval(name -> CelEnvironment.named(name).flatMap(known -> known.valueIn(asked)));
            if (result instanceof Boolean holds) {
                return holds ? new Verdict.Holds(values) : new Verdict.HoldsNot(values);
            }
            // the condition is boolean by its type, so this is CEL's "unknown": it hangs on a name without a value
            return new Verdict.Fails(values, "not known for this case: " + missing(values));
        } catch (CelEvaluationException e) {
            return new Verdict.Fails(values, reason(e, values));
        } catch (RuntimeException e) {
            return new Verdict.Fails(
                    values, "it cannot be evaluated (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** By the kind of error alone: CEL's own text may repeat values. */
    private String reason(CelEvaluationException e, Map<String, Object> values) {
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> "not known for this case: " + missing(values);
            case ITERATION_BUDGET_EXCEEDED -> "its loops take more than " + CelLimits.ITERATIONS + " turns";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number is too large";
            case INDEX_OUT_OF_BOUNDS -> "it asks for an element that the list does not have";
            case BAD_FORMAT, INVALID_ARGUMENT, TYPE_NOT_FOUND -> "a value does not have the form that it expects";
            default -> "it cannot be evaluated (" + e.getErrorCode() + ")";
        };
    }

    private String missing(Map<String, Object> values) {
        return names.stream()
                .map(CelEnvironment::text)
                .filter(name -> !values.containsKey(name))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
