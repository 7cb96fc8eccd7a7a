/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import org.overread.access.Scope;

/**
 * No repository lists or loads without saying for whom. The books that messages are entered into ({@code OrderBook},
 * {@code PatientRegister}) are written by our own workers and read by nobody: they are no repositories.
 */
@AnalyzeClasses(packages = "org.overread", importOptions = ImportOption.DoNotIncludeTests.class)
class ScopesTest {
    private static final Set<String> KEEP_WHAT_PEOPLE_SEE =
            Set.of("patient", "order", "study", "reading", "transfer", "hl7", "report");
    private static final Set<String> BOOKS = Set.of("OrderBook", "PatientRegister");

    @ArchTest
    static void every_public_method_that_lists_or_loads_takes_a_scope(JavaClasses all) {
        classes()
                .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are repositories of what people see", ScopesTest::isRepository))
                .should(new ArchCondition<JavaClass>("take a Scope first in each method that gives something") {
                    @Override
                    public void check(JavaClass repository, ConditionEvents events) {
                        for (JavaMethod method : repository.getMethods()) {
                            if (gives(method) && !takesScopeFirst(method)) {
                                events.add(SimpleConditionEvent.violated(
                                        method, method.getFullName() + " lists or loads without a Scope"));
                            }
                        }
                    }
                })
                .check(all);
    }

    @ArchTest
    static void the_rule_sees_the_repositories(JavaClasses all) {
        List<String> names = all.stream()
                .filter(ScopesTest::isRepository)
                .map(JavaClass::getSimpleName)
                .toList();
        assertThat(names).contains("Cases", "Orders", "Studies", "Patients", "Transfers");
    }

    /** The port that a class named by Jdbi stands behind. */
    private static boolean isRepository(JavaClass candidate) {
        String[] packages = candidate.getPackageName().split("\\.");
        return candidate.isInterface()
                && !BOOKS.contains(candidate.getSimpleName())
                && candidate.getModifiers().contains(JavaModifier.PUBLIC)
                && packages.length >= 3
                && KEEP_WHAT_PEOPLE_SEE.contains(packages[2])
                && candidate.getAllSubclasses().stream()
                        .anyMatch(each -> each.getSimpleName().startsWith("Jdbi"));
    }

    private static boolean gives(JavaMethod method) {
        return !method.getRawReturnType().isEquivalentTo(void.class)
                && !method.getModifiers().contains(JavaModifier.PRIVATE)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean takesScopeFirst(JavaMethod method) {
        List<JavaClass> parameters = method.getRawParameterTypes();
        return !parameters.isEmpty() && parameters.get(0).isEquivalentTo(Scope.class);
    }
}
