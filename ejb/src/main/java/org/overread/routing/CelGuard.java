/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be so for a condition to be true, read off its outermost {@code &&}: a name that must have one of these values.
 * When it has none of them the whole is false, since in CEL {@code false && x} is false even where {@code x} cannot be
 * told. So a rule for another site or modality need not be run to know that it does not match.
 *
 * @param name always known: a text, never a name that may have no value
 * @param values of which it must have one
 */
record CelGuard(CelEnvironment name, Set<String> values) {
    CelGuard {
        values = Set.copyOf(values);
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
            case "_==_" -> either(ast, left, right);
            case "@in" -> in(ast, left, right);
            case "_||_" -> both(guard(ast, left), guard(ast, right));
            default -> null;
        };
    }

    private static @Nullable CelGuard either(CelAbstractSyntaxTree ast, CelExpr left, CelExpr right) {
        CelEnvironment name = name(ast, left);
        String value = text(name == null ? left : right);
        name = name == null ? name(ast, right) : name;
        return name == null || value == null ? null : new CelGuard(name, Set.of(value));
    }

    private static @Nullable CelGuard in(CelAbstractSyntaxTree ast, CelExpr left, CelExpr right) {
        CelEnvironment name = name(ast, left);
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
        return new CelGuard(name, values);
    }

    private static @Nullable CelGuard both(@Nullable CelGuard left, @Nullable CelGuard right) {
        if (left == null || right == null || left.name != right.name) {
            return null;
        }
        Set<String> values = new HashSet<>(left.values);
        values.addAll(right.values);
        return new CelGuard(left.name, values);
    }

    private static @Nullable CelEnvironment name(CelAbstractSyntaxTree ast, CelExpr expr) {
        CelEnvironment name = Optional.ofNullable(ast.getReferenceMap().get(expr.id()))
                .map(CelReference::name)
                .map(CelEnvironment::named)
                .orElse(null);
        return name != null && name.alwaysText() ? name : null;
    }

    private static @Nullable String text(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? expr.constant().stringValue()
                : null;
    }

    private static boolean loops(CelExpr expr) {
        return dev.cel.common.navigation.CelNavigableExpr.fromExpr(expr)
                .allNodes()
                .anyMatch(node -> node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION);
    }
}
