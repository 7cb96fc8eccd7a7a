/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.overread.config.CaseFacts;
import org.overread.config.Conditions;
import org.overread.config.Configuration;

/** Conditions by CEL ({@code dev.cel}): compiled and type-checked once, then run for each case. */
@ApplicationScoped
class CelConditions implements Conditions {
    /** More texts than any configuration has; then the cache starts afresh. */
    private static final int CACHED = 4_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(CelLimits.LENGTH)
            .maxParseRecursionDepth(CelLimits.DEPTH)
            .maxParseErrorRecoveryLimit(5)
            .comprehensionMaxIterations(CelLimits.ITERATIONS)
            .maxRegexProgramSize(CelLimits.REGEX_PROGRAM)
            .enableHomogeneousLiterals(true)
            .evaluateCanonicalTypesToNativeValues(true)
            .build();

    /** The planned runtime compares numbers of all kinds alike; the type check lets none of another kind come to it. */
    private static final CelOptions RUNNING =
            OPTIONS.toBuilder().enableHeterogeneousNumericComparisons(true).build();

    private final CelCompiler compiler;
    private final CelRuntime runtime;
    private final CelValidator validator;
    private final Map<String, Compiled> cache = new ConcurrentHashMap<>();

    CelConditions() {
        compiler = environment().setResultType(SimpleType.BOOL).build();
        runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(RUNNING).build();
        // checks literals by compiling each alone, so its compiler must take other results than bool
        validator = CelValidatorFactory.standardCelValidatorBuilder(
                        environment().build(), runtime)
                .addAstValidators(
                        RegexLiteralValidator.INSTANCE,
                        TimestampLiteralValidator.INSTANCE,
                        DurationLiteralValidator.INSTANCE)
                .build();
    }

    private static CelCompilerBuilder environment() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
        for (CelEnvironment name : CelEnvironment.values()) {
            builder.addVar(name.text(), name.type());
        }
        return builder;
    }

    @Override
    public Optional<Fault> check(String expression) {
        return compiled(expression) instanceof Compiled.Faulty faulty ? Optional.of(faulty.fault()) : Optional.empty();
    }

    @Override
    public Verdict test(String expression, CaseFacts facts, Configuration configuration, Instant now) {
        Compiled compiled = compiled(expression);
        if (compiled instanceof Compiled.Usable usable) {
            return usable.expression().test(new BoundFacts(facts, configuration, now));
        }
        return new Verdict.Fails(Map.of(), ((Compiled.Faulty) compiled).reason());
    }

    /** What became of a text. */
    sealed interface Compiled {
        record Usable(CelExpression expression) implements Compiled {}

        record Faulty(Fault fault) implements Compiled {
            /** Why no case can be tested by it. */
            String reason() {
                return "it is no valid condition: " + fault.text();
            }
        }
    }

    /** Compiles a text once. Public, since a container's proxy stands before it. */
    public Compiled compiled(String expression) {
        Compiled known = cache.get(expression);
        if (known != null) {
            return known;
        }
        if (cache.size() >= CACHED) {
            cache.clear();
        }
        Compiled fresh = compile(expression);
        cache.put(expression, fresh);
        return fresh;
    }

    private Compiled compile(String expression) {
        if (expression.codePointCount(0, expression.length()) > CelLimits.LENGTH) {
            return faulty("it is longer than " + CelLimits.LENGTH + " characters");
        }
        try {
            CelValidationResult checked = compiler.compile(expression);
            if (checked.hasError()) {
                return faulty(checked.getErrors());
            }
            CelAbstractSyntaxTree ast = checked.getAst();
            long nodes = CelNavigableAst.fromAst(ast)
                    .getRoot()
                    .allNodes()
                    .limit(CelLimits.NODES + 1L)
                    .count();
            if (nodes > CelLimits.NODES) {
                return faulty("it has more than " + CelLimits.NODES + " parts; split it into several rules");
            }
            CelValidationResult validated = validator.validate(ast);
            if (validated.hasError()) {
                return faulty(validated.getErrors());
            }
            return new Compiled.Usable(new CelExpression(runtime.createProgram(ast), names(ast), CelGuard.of(ast)));
        } catch (CelValidationException e) {
            return faulty(e.getErrors());
        } catch (CelEvaluationException | RuntimeException e) {
            return faulty("it cannot be compiled (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Set<CelEnvironment> names(CelAbstractSyntaxTree ast) {
        Set<CelEnvironment> names = EnumSet.noneOf(CelEnvironment.class);
        for (CelReference reference : ast.getReferenceMap().values()) {
            CelEnvironment name = CelEnvironment.named(reference.name());
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private static Compiled faulty(List<CelIssue> issues) {
        CelIssue first = issues.get(0);
        CelSourceLocation place = first.getSourceLocation();
        return new Compiled.Faulty(new Fault(
                Math.max(1, place.getLine()), Math.max(0, place.getColumn()) + 1, oneLine(first.getMessage())));
    }

    /** Literals' errors come with a drawing of their place below. */
    private static String oneLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static Compiled faulty(String text) {
        return new Compiled.Faulty(new Fault(1, 1, text));
    }
}
