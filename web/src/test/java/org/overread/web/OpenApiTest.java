/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description was written first. What it says is there, and nothing is there that it does not say. */
class OpenApiTest {
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    /** The page itself, which is no part of the interface. */
    private static final Set<String> PAGE = Set.of(
            "/error",
            "/again",
            "/cases/*",
            "/messages/*",
            "/reconciliation/*",
            "/coverage/*",
            "/transfers/*",
            "/replay/*",
            "/audit/*");

    private static final String NOTIFY = "/notify/*";

    private static final String DICOM_WEB = "/dicomweb/*";

    @Test
    void the_description_and_the_code_have_the_same_operations() throws Exception {
        assertThat(implemented()).isEqualTo(described());
    }

    @Test
    void every_kind_of_answer_of_the_gateway_is_described() throws Exception {
        Set<String> words = Set.of(
                "/studies", "/series", "/instances", "/metadata", "/frames", "/bulkdata", "/rendered", "/thumbnail");
        assertThat(described())
                .filteredOn(OpenApiTest::isDicomWeb)
                .hasSize(22)
                .satisfies(all -> assertThat(words)
                        .allSatisfy(word -> assertThat(all).anyMatch(operation -> operation.contains(word))));
    }

    @Test
    void every_reference_of_the_description_leads_somewhere() throws Exception {
        JsonNode document = document();
        List<String> lost = document.findValuesAsText("$ref").stream()
                .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                .toList();
        assertThat(lost).isEmpty();
    }

    private static Set<String> described() throws IOException {
        Set<String> operations = new TreeSet<>();
        document()
                .get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(verb -> {
                    if (VERBS.contains(verb)) {
                        operations.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    private static Set<String> implemented() throws Exception {
        Set<String> operations = new TreeSet<>();
        for (Class<?> type : classes()) {
            Path root = type.getAnnotation(Path.class);
            if (root != null) {
                String base = Api.class.getAnnotation(ApplicationPath.class).value() + root.value();
                for (Method method : type.getMethods()) {
                    verb(method).ifPresent(verb -> operations.add(verb + " " + base + path(method)));
                }
            }
            WebServlet servlet = type.getAnnotation(WebServlet.class);
            if (servlet != null) {
                for (String pattern : patterns(servlet)) {
                    String path = pattern.equals(NOTIFY) ? "/notify/studies/{studyUid}" : pattern;
                    if (pattern.equals(DICOM_WEB)) {
                        described().stream().filter(OpenApiTest::isDicomWeb).forEach(operations::add);
                    } else if (!PAGE.contains(pattern)) {
                        servletVerbs(type).forEach(verb -> operations.add(verb + " " + path));
                    }
                }
            }
        }
        return operations;
    }

    /** Whether the gateway knows an address of the description. */
    private static boolean isDicomWeb(String operation) {
        String prefix = "GET /dicomweb";
        return operation.startsWith(prefix)
                && DicomWebRoute.of(operation
                                .substring(prefix.length())
                                .replaceAll("\\{(study|series|instance)Uid}", "1.2.3")
                                .replace("{frames}", "1")
                                .replace("{attribute}", "7FE00010"))
                        .isPresent();
    }

    private static List<String> patterns(WebServlet servlet) {
        List<String> patterns = new ArrayList<>(List.of(servlet.value()));
        patterns.addAll(List.of(servlet.urlPatterns()));
        return patterns;
    }

    private static Stream<String> servletVerbs(Class<?> type) {
        assertThat(type).isAssignableTo(HttpServlet.class);
        return Stream.of(type.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.equals("doGet") || name.equals("doPost"))
                .map(name -> name.substring(2).toUpperCase(java.util.Locale.ROOT));
    }

    private static java.util.Optional<String> verb(Method method) {
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    private static String path(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static List<Class<?>> classes() throws Exception {
        java.nio.file.Path folder = java.nio.file.Path.of(
                Api.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<java.nio.file.Path> files = Files.walk(folder.resolve("org/overread/web"))) {
            List<Class<?>> classes = new ArrayList<>();
            for (java.nio.file.Path file :
                    files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = folder.relativize(file).toString().replace('/', '.');
                classes.add(Class.forName(name.substring(0, name.length() - ".class".length())));
            }
            return classes;
        }
    }

    private static JsonNode document() throws IOException {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        }
    }
}
