/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.overread.kit.Places;

/** Every operation of the OpenAPI document, the gateway's among them, as {@code GET /api/cases/{id}}. */
final class Routes {
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    /** What needs no log-in, by INTERFACE: monitoring, and archives that carry a key. */
    static final Set<String> OPEN = Set.of(
            "GET /api/health/live",
            "GET /api/health/ready",
            "GET /notify/studies/{studyUid}",
            "POST /notify/studies/{studyUid}");

    private Routes() {}

    static Set<String> all() {
        Set<String> routes = new TreeSet<>();
        String path = "";
        try {
            for (String line : Files.readAllLines(Places.root().resolve("web/src/main/resources/openapi.yaml"))) {
                if (line.startsWith("components:")) {
                    break;
                }
                String word = line.strip().replaceFirst(":$", "");
                if (line.startsWith("  /")) {
                    path = word;
                } else if (line.startsWith("    ") && !line.startsWith("     ") && VERBS.contains(word)) {
                    routes.add(word.toUpperCase(java.util.Locale.ROOT) + " " + path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return routes;
    }

    /** A path that names nothing that is there, for what is refused before anybody looks. */
    static String somewhere(String route) {
        return route.substring(route.indexOf(' ') + 1)
                .replaceAll("\\{(study|series|instance)Uid}", "1.2.3")
                .replaceAll("\\{[a-z]+}", "1");
    }

    static String verb(String route) {
        return route.substring(0, route.indexOf(' '));
    }

    /** Columns of a table, without the blanks around them. */
    static String[] columns(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    }
}
