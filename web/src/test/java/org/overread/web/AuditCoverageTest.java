/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.http.HttpServlet;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing touches patient data and is not audited: {@code audit/acts.txt} says of each operation of the API, each servlet, each kind of HL7
 * message and each kind of work which event tells the trail of it, or why nothing is told. A new one without a line fails,
 * and so does a line whose event the code does not come to. {@code docs/audit-acts.md} is made from both
 * ({@code -Doverread.audit.write=true} writes it).
 */
class AuditCoverageTest {
    private static final java.nio.file.Path PAGE = java.nio.file.Path.of("")
            .toAbsolutePath()
            .resolve("../docs/audit-acts.md")
            .normalize();
    private static final java.nio.file.Path TABLE = java.nio.file.Path.of("src/test/resources/audit/acts.txt");
    private static final String SHOWN = "RecordsShown";

    private static JavaClasses all;
    /** By simple name of the event: the messages that it becomes. */
    private static final Map<String, Set<String>> MESSAGES = new TreeMap<>();

    private static final Map<String, Set<String>> REACHED = new TreeMap<>();

    @BeforeAll
    static void read() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.overread");
        messages();
        Graph graph = new Graph(all, MESSAGES.keySet());
        operations().forEach((operation, method) -> {
            Set<String> reached = graph.from(List.of(method));
            if (method.isAnnotatedWith(Shows.class)) {
                reached.add(SHOWN);
            }
            REACHED.put(operation, reached);
        });
        for (JavaClass each : all) {
            if (each.isAssignableTo(HttpServlet.class)) {
                REACHED.put("servlet " + each.getSimpleName(), graph.from(each.getMethods()));
            }
        }
        for (JavaClass handler : implementations("org.overread.outbox.WorkHandler")) {
            REACHED.put(
                    "work " + handler.getSimpleName(),
                    graph.from(handler.getMethods().stream()
                            .filter(each -> each.getName().startsWith("handle"))
                            .toList()));
        }
        Set<String> applied = graph.from(all.get("org.overread.hl7.Application").getMethods());
        all.get("org.overread.hl7.Act").getAllSubclasses().stream()
                .filter(each -> !each.isInterface())
                .forEach(act -> REACHED.put("hl7 " + act.getSimpleName(), applied));
    }

    /** What the trail observes, and which messages each observer builds. */
    private static void messages() {
        for (JavaClass observer : all) {
            if (!observer.getPackageName().equals("org.overread.audit.internal")) {
                continue;
            }
            for (JavaMethod method : observer.getMethods()) {
                method.getParameters().stream()
                        .filter(parameter -> parameter.isAnnotatedWith(Observes.class))
                        .forEach(parameter -> {
                            Set<String> built = built(method, new HashSet<>());
                            JavaClass event = parameter.getRawType();
                            if (!built.isEmpty()) {
                                names(event)
                                        .forEach(name -> MESSAGES.computeIfAbsent(name, x -> new TreeSet<>())
                                                .addAll(built));
                            }
                        });
            }
        }
    }

    /** The event itself, or what there is of an interface. */
    private static List<String> names(JavaClass event) {
        return event.isInterface()
                ? event.getAllSubclasses().stream()
                        .map(JavaClass::getSimpleName)
                        .toList()
                : List.of(event.getSimpleName());
    }

    private static Set<String> built(JavaCodeUnit from, Set<JavaCodeUnit> seen) {
        Set<String> built = new TreeSet<>();
        if (!seen.add(from)) {
            return built;
        }
        for (JavaMethodCall call : from.getMethodCallsFromSelf()) {
            call.getTarget().resolveMember().ifPresent(target -> {
                if (target.getOwner().getFullName().equals("org.overread.audit.AuditMessages")) {
                    target.getAnnotations().stream()
                            .filter(each -> each.getRawType().getSimpleName().equals("Standard"))
                            .forEach(each ->
                                    built.add(each.get("value").orElseThrow().toString()));
                } else if (target.getOwner().equals(from.getOwner())) {
                    built.addAll(built(target, seen));
                }
            });
        }
        return built;
    }

    private static Map<String, JavaMethod> operations() {
        Map<String, JavaMethod> operations = new HashMap<>();
        for (JavaClass resource : all) {
            if (!resource.isAnnotatedWith(Path.class)) {
                continue;
            }
            String base = "/api" + resource.getAnnotationOfType(Path.class).value();
            for (JavaMethod method : resource.getMethods()) {
                method.getAnnotations().stream()
                        .filter(each -> each.getRawType().isAnnotatedWith(HttpMethod.class))
                        .forEach(verb -> operations.put(
                                verb.getRawType().getSimpleName() + " " + base
                                        + (method.isAnnotatedWith(Path.class)
                                                ? method.getAnnotationOfType(Path.class)
                                                        .value()
                                                : ""),
                                method));
            }
        }
        return operations;
    }

    private static List<JavaClass> implementations(String type) {
        return all.get(type).getAllSubclasses().stream()
                .filter(each -> !each.isInterface() && !each.getModifiers().contains(JavaModifier.ABSTRACT))
                .toList();
    }

    /** What each line says: events by name, or a reason after a hyphen. */
    private static Map<String, String> table() throws IOException {
        Map<String, String> table = new TreeMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" = ", 2);
                assertThat(parts).as(line).hasSize(2);
                assertThat(table.put(parts[0].strip(), parts[1].strip()))
                        .as("twice: " + line)
                        .isNull();
            }
        }
        return table;
    }

    @Test
    void each_operation_message_and_work_says_how_it_is_audited_or_why_not() throws IOException {
        Set<String> without = new TreeSet<>(REACHED.keySet());
        without.removeAll(table().keySet());
        assertThat(without)
                .as("no line in " + TABLE + "; events that the code comes to: "
                        + without.stream()
                                .map(each -> each + " = " + REACHED.get(each))
                                .collect(Collectors.joining("\n")))
                .isEmpty();
        Set<String> gone = new TreeSet<>(table().keySet());
        gone.removeAll(REACHED.keySet());
        assertThat(gone).as("lines of what is there no more").isEmpty();
    }

    @Test
    void the_code_comes_to_each_event_that_a_line_names_and_the_trail_hears_it() throws IOException {
        table().forEach((act, told) -> {
            if (told.startsWith("-")) {
                assertThat(told).as(act + " says why").hasSizeGreaterThan(10);
            } else {
                List<String> events =
                        Arrays.stream(told.split(",")).map(String::strip).toList();
                assertThat(MESSAGES.keySet()).as(act).containsAll(events);
                assertThat(REACHED.get(act)).as(act).containsAll(events);
            }
        });
    }

    @Test
    void the_page_of_acts_and_messages_is_what_the_code_does() throws IOException {
        String text = page();
        if (Boolean.getBoolean("overread.audit.write")) {
            Files.writeString(PAGE, text);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/audit-acts.md is stale: run this test with -Doverread.audit.write=true")
                .isEqualTo(text);
    }

    private static String page() throws IOException {
        StringBuilder text = new StringBuilder("""
                # What is audited, and as what

                Made from the code by a test, which fails when an operation of the API, a servlet, a kind of HL7 message or a kind of
                work has no line here. Codes are those of DICOM PS3.15, A.5.3. Whatever is denied is told as well: 110113 Security
                Alert, 110132 Use of Restricted Function (`AccessDenied`), each log-in that is refused as 110114.

                | act | event | message |
                |---|---|---|
                """);
        table().forEach((act, told) -> {
            if (told.startsWith("-")) {
                text.append("| ")
                        .append(act)
                        .append(" | none | ")
                        .append(told.substring(1).strip());
            } else {
                Set<String> messages = Arrays.stream(told.split(","))
                        .flatMap(event -> MESSAGES.getOrDefault(event.strip(), Set.of()).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
                text.append("| ")
                        .append(act)
                        .append(" | ")
                        .append(told)
                        .append(" | ")
                        .append(String.join("; ", messages));
            }
            text.append(" |\n");
        });
        return text.toString();
    }

    /** Which events a method comes to: by its calls, through interfaces to all that implement them. */
    private static final class Graph {
        private final Set<String> events;
        private final Map<String, List<JavaMethod>> overriding = new HashMap<>();

        Graph(JavaClasses all, Set<String> events) {
            this.events = events;
            for (JavaClass each : all) {
                for (JavaMethod method : each.getMethods()) {
                    List<JavaClass> above = new ArrayList<>(each.getAllRawInterfaces());
                    above.addAll(each.getAllRawSuperclasses());
                    above.forEach(type -> overriding
                            .computeIfAbsent(key(type, method), x -> new ArrayList<>())
                            .add(method));
                }
            }
        }

        private static String key(JavaClass owner, JavaMethod method) {
            return owner.getFullName() + "#" + method.getName()
                    + method.getRawParameterTypes().size();
        }

        Set<String> from(Collection<JavaMethod> begin) {
            Set<String> reached = new TreeSet<>();
            Set<JavaCodeUnit> seen = new HashSet<>(begin);
            Deque<JavaCodeUnit> open = new ArrayDeque<>(begin);
            while (!open.isEmpty()) {
                JavaCodeUnit at = open.pop();
                for (JavaConstructorCall made : at.getConstructorCallsFromSelf()) {
                    if (events.contains(made.getTargetOwner().getSimpleName())) {
                        reached.add(made.getTargetOwner().getSimpleName());
                    }
                    made.getTarget().resolveMember().filter(seen::add).ifPresent(open::push);
                }
                at.getMethodReferencesFromSelf()
                        .forEach(reference ->
                                reference.getTarget().resolveMember().ifPresent(target -> add(target, seen, open)));
                at.getConstructorReferencesFromSelf().forEach(reference -> {
                    if (events.contains(reference.getTargetOwner().getSimpleName())) {
                        reached.add(reference.getTargetOwner().getSimpleName());
                    }
                });
                for (JavaMethodCall call : at.getMethodCallsFromSelf()) {
                    call.getTarget().resolveMember().ifPresent(target -> add(target, seen, open));
                }
            }
            return reached;
        }

        private void add(JavaMethod target, Set<JavaCodeUnit> seen, Deque<JavaCodeUnit> open) {
            if (!target.getOwner().getPackageName().startsWith("org.overread")
                    || target.getOwner().getPackageName().startsWith("org.overread.audit")) {
                return;
            }
            if (seen.add(target)) {
                open.push(target);
            }
            overriding.getOrDefault(key(target.getOwner(), target), List.of()).forEach(each -> {
                if (seen.add(each)) {
                    open.push(each);
                }
            });
        }
    }
}
