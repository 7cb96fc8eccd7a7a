/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be so for a condition to be true, read off its outermost {@code &&}. When it is not so the whole is false, since
 * in CEL {@code false && x} is false even where {@code x} cannot be told. So a rule for another site or modality need not
 * be run to know that it does not match.
 */
sealed interface CelGuard {
    /** Whose value it is about. */
    CelEnvironment name();

    /** A text that must be one of these, if it is known. */
    record OneOf(CelEnvironment name, Set<String> values) implements CelGuard {
        public OneOf {
            values = Set.copyOf(values);
        }
    }

    /** A number that must lie within these bounds, if it is known. @param least and @param most are within */
    record Between(CelEnvironment name, long least, long most) implements CelGuard {
        /** Whether the number is known and lies outside. */
        boolean excludes(BoundFacts asked) {
            Object value = asked.valueOf(name).orElse(null);
            return value != null && ((Long) value < least || (Long) value > most);
        }
    }

    /**
     * Reads them off. What follows a loop is left out: a loop that takes too many turns ends the condition, and is not
     * outweighed by a false beside it.
     */
    static List<CelGuard> of(CelAbstractSyntaxTree ast) {
        List<CelExpr> parts = new ArrayList<>();
        conjuncts(ast.getExpr(), parts);
        List<CelGuard> guards = new ArrayList<>();
        for (CelExpr part : parts) {
            CelGuard guard = guard(ast, part);
            if (guard != null) {
                guards.add(guard);
            } else if (loops(part)) {
                break;
            }
        }
        return guards;
    }

    private static void conjuncts(CelExpr expr, List<CelExpr> into) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && expr.call().function().equals("_&&_")) {
            expr.call().args().forEach(arg -> conjuncts(arg, into));
        } else {
            into.add(expr);
        }
    }

    private static @Nullable CelGuard guard(CelAbstractSyntaxTree ast, CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL || expr.call().args().size() != 2) {
            return null;
        }
        CelCall call = expr.call();
        CelExpr left = call.args().get(0);
        CelExpr right = call.args().get(1);
        return switch (call.function()) {
            case "_==_" -> equal(ast, left, right);
            case "@in" -> in(ast, left, right);
            case "_||_" -> either(guard(ast, left), guard(ast, right));
            case "_<_", "_<=_", "_>_", "_>=_" -> compared(ast, call.function(), left, right);
            default -> null;
        };
    }

    private static @Nullable CelGuard equal(CelAbstractSyntaxTree ast, CelExpr left, CelExpr right) {
        CelEnvironment name = name(ast, left, SimpleType.STRING);
        String value = text(name == null ? left : right);
        name = name == null ? name(ast, right, SimpleType.STRING) : name;
        return name == null || value == null ? null : new OneOf(name, Set.of(value));
    }

    private static @Nullable CelGuard in(CelAbstractSyntaxTree ast, CelExpr left, CelExpr right) {
        CelEnvironment name = name(ast, left, SimpleType.STRING);
        if (name == null || right.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return null;
        }
        Set<String> values = new HashSet<>();
        for (CelExpr element : right.list().elements()) {
            String value = text(element);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new OneOf(name, values);
    }

    private static @Nullable CelGuard either(@Nullable CelGuard left, @Nullable CelGuard right) {
        if (!(left instanceof OneOf one) || !(right instanceof OneOf other) || one.name != other.name) {
            return null;
        }
        Set<String> values = new HashSet<>(one.values);
        values.addAll(other.values);
        return new OneOf(one.name, values);
    }

    private static @Nullable CelGuard compared(
            CelAbstractSyntaxTree ast, String function, CelExpr left, CelExpr right) {
        CelEnvironment name = name(ast, left, SimpleType.INT);
        if (name == null
                || right.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || right.constant().getKind() != CelConstant.Kind.INT64_VALUE) {
            return null;
        }
        long value = right.constant().int64Value();
        return switch (function) {
            case "_<_" -> value == Long.MIN_VALUE ? null : new Between(name, Long.MIN_VALUE, value - 1);
            case "_<=_" -> new Between(name, Long.MIN_VALUE, value);
            case "_>_" -> value == Long.MAX_VALUE ? null : new Between(name, value + 1, Long.MAX_VALUE);
            default -> new Between(name, value, Long.MAX_VALUE);
        };
    }

    private static @Nullable CelEnvironment name(CelAbstractSyntaxTree ast, CelExpr expr, CelType type) {
        CelEnvironment name = Optional.ofNullable(ast.getReferenceMap().get(expr.id()))
                .map(CelReference::name)
                .map(CelEnvironment::named)
                .orElse(null);
        return name != null && name.type().equals(type) ? name : null;
    }

    private static @Nullable String text(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? expr.constant().stringValue()
                : null;
    }

    private static boolean loops(CelExpr expr) {
        return CelNavigableExpr.fromExpr(expr)
                .allNodes()
                .anyMatch(node -> node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION);
    }
}
