/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import java.util.Map;
import java.util.Set;

/** Proves the package table: who may use whom, by feature. */
@AnalyzeClasses(packages = "org.overread", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    private static final String BASE = "org.overread.";
    private static final Set<String> COMMON = Set.of("shared", "outbox", "config", "access", "timeline", "hl7adapter");

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("shared", Set.of()),
            Map.entry("config", Set.of("shared")),
            Map.entry("access", Set.of("shared")),
            Map.entry("timeline", Set.of("shared")),
            Map.entry("outbox", Set.of("shared")),
            Map.entry("patient", Set.of()),
            Map.entry("order", Set.of("patient")),
            Map.entry("study", Set.of("patient", "order")),
            Map.entry("routing", Set.of("order", "study")),
            Map.entry("reading", Set.of("order", "study", "routing")),
            Map.entry("transfer", Set.of("study")),
            Map.entry("report", Set.of("order", "reading")),
            Map.entry("hl7", Set.of("patient", "order", "study", "reading", "transfer", "report")),
            Map.entry("archive", Set.of("patient", "order", "study", "transfer", "report")));

    private static final Set<String> FOUNDATION = Set.of("shared", "config", "access", "timeline", "outbox");

    @ArchTest
    static void a_feature_uses_only_what_the_table_allows(JavaClasses all) {
        MAY_USE.forEach((feature, allowed) -> classes()
                .that()
                .resideInAPackage(BASE + feature + "..")
                .should(useOnly(feature, allowed))
                .allowEmptyShould(true)
                .check(all));
    }

    private static ArchCondition<JavaClass> useOnly(String feature, Set<String> allowed) {
        return new ArchCondition<>("use only " + allowed) {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                for (var dependency : origin.getDirectDependenciesFromSelf()) {
                    String target = featureOf(dependency.getTargetClass());
                    boolean fine = target.isEmpty()
                            || target.equals(feature)
                            || allowed.contains(target)
                            || (!FOUNDATION.contains(feature) && COMMON.contains(target));
                    if (!fine) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static String featureOf(JavaClass target) {
        String name = target.getPackageName();
        if (!name.startsWith(BASE)) {
            return "";
        }
        String rest = name.substring(BASE.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    @ArchTest
    static void audit_knows_other_features_by_their_events_only(JavaClasses all) {
        classes()
                .that()
                .resideInAPackage(BASE + "audit..")
                .should(
                        new ArchCondition<JavaClass>(
                                "use only events, which are records or what records have in common, of other features") {
                            @Override
                            public void check(JavaClass origin, ConditionEvents events) {
                                for (var dependency : origin.getDirectDependenciesFromSelf()) {
                                    JavaClass target = dependency.getTargetClass();
                                    String feature = featureOf(target);
                                    boolean fine = feature.isEmpty()
                                            || feature.equals("audit")
                                            || COMMON.contains(feature)
                                            || target.isRecord()
                                            || (target.isInterface()
                                                    && target.getSimpleName().endsWith("Event"))
                                            || target.isEnum();
                                    if (!fine) {
                                        events.add(
                                                SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                                    }
                                }
                            }
                        })
                .check(all);
    }

    @ArchTest
    static void no_feature_uses_audit_hl7_or_archive(JavaClasses all) {
        for (String leaf : Set.of("audit", "hl7", "archive")) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(BASE + leaf + "..")
                    .and()
                    .resideOutsideOfPackage(BASE + "web..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(BASE + leaf + "..")
                    .allowEmptyShould(true)
                    .check(all);
        }
    }

    @ArchTest
    static void features_form_no_cycles(JavaClasses all) {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(all);
    }

    @ArchTest
    static void what_is_internal_to_a_feature_stays_there(JavaClasses all) {
        for (String feature : MAY_USE.keySet()) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(BASE + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(BASE + feature + ".internal..")
                    .allowEmptyShould(true)
                    .check(all);
        }
    }

    @ArchTest
    static void every_bean_says_who_may_call_it(JavaClasses all) {
        classes()
                .that()
                .areAnnotatedWith(Stateless.class)
                .or()
                .areAnnotatedWith(Singleton.class)
                .or()
                .areAnnotatedWith(MessageDriven.class)
                .should()
                .beAnnotatedWith(describedAccess())
                .check(all);
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaAnnotation<?>> describedAccess() {
        Set<String> names = Set.of(RolesAllowed.class.getName(), PermitAll.class.getName(), DenyAll.class.getName());
        return DescribedPredicate.describe(
                "@RolesAllowed, @PermitAll or @DenyAll",
                annotation -> names.contains(annotation.getRawType().getName()));
    }

    @ArchTest
    static void the_wall_clock_is_injected(JavaClasses all) {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "shared..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .check(all);
    }
}
