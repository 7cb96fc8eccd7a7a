/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every key of the document, written from its schema, with a value from the documents that the tests read.
 * {@code -Doverread.reference.write=true} writes the page anew.
 */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("../docs/configuration-reference.md");

    @Test
    void the_reference_says_what_the_schema_says() throws IOException {
        String text = text();
        if (Boolean.getBoolean("overread.reference.write")) {
            Files.writeString(PAGE, text);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/configuration-reference.md is stale: run this test with -Doverread.reference.write=true")
                .isEqualTo(text);
    }

    private static String text() throws IOException {
        JsonNode schema = new ObjectMapper().valueToTree(ConfigurationSchema.document());
        Map<String, String> examples = new LinkedHashMap<>();
        for (String document : List.of(
                Files.readString(Path.of("../standalone-config/example-configuration.yaml")), StaffReaderTest.STAFF)) {
            gather("", ConfigurationText.json(document), examples);
        }
        StringBuilder page = new StringBuilder("""
                # Every key of the configuration

                Written from the JSON Schema (`GET /overread/api/configuration/schema`), which the code that reads documents makes
                itself; a test fails while this page is stale. `[]` is a list. What the keys mean is told in
                [configuration.md](configuration.md).
                """);
        schema.path("properties").fields().forEachRemaining(section -> {
            page.append("\n## `")
                    .append(section.getKey())
                    .append("`\n\n| key | form | needed, or default | example |\n|---|---|---|---|\n");
            rows(section.getKey(), section.getValue(), examples, page);
        });
        return page.toString();
    }

    private static void rows(String path, JsonNode schema, Map<String, String> examples, StringBuilder page) {
        JsonNode fields = schema.has("items") && schema.path("items").has("properties") ? schema.path("items") : schema;
        String under = fields == schema ? path : path + "[]";
        Set<String> needed = new HashSet<>();
        fields.path("required").forEach(key -> needed.add(key.asText()));
        fields.path("properties").fields().forEachRemaining(property -> {
            String key = under + "." + property.getKey();
            JsonNode of = property.getValue();
            String state = needed.contains(property.getKey())
                    ? "needed"
                    : of.has("default") ? "`" + of.path("default").asText() + "`" : "";
            String example = examples.getOrDefault(key, "");
            page.append("| `")
                    .append(key.substring(key.indexOf('.') + 1))
                    .append("` | ")
                    .append(form(of))
                    .append(" | ")
                    .append(state)
                    .append(" | ")
                    .append(example.isEmpty() ? "" : "`" + example + "`")
                    .append(" |\n");
            rows(key, of, examples, page);
        });
    }

    private static String form(JsonNode of) {
        if (of.has("anyOf")) {
            return form(of.path("anyOf").get(0)) + "; or a list of them";
        }
        if (of.has("enum")) {
            // capitals are read as well; one way of writing is enough to tell
            Map<String, String> values = new LinkedHashMap<>();
            of.path("enum")
                    .forEach(value ->
                            values.putIfAbsent(value.asText().toLowerCase(Locale.ROOT), "`" + value.asText() + "`"));
            return String.join(" ", values.values());
        }
        if (of.has("properties")) {
            return "keys, below";
        }
        if (of.has("items")) {
            return of.path("items").has("properties") ? "list of keys, below" : "list";
        }
        if (of.has("additionalProperties") && of.path("additionalProperties").isObject()) {
            return "a value by key: " + form(of.path("additionalProperties"));
        }
        JsonNode type = of.path("type");
        String kind = (type.isArray() ? type.get(0) : type).asText("value");
        String text = kind.equals("string") ? "text" : kind.equals("boolean") ? "`true` `false`" : kind;
        if (of.has("pattern")) {
            text += ", `" + of.path("pattern").asText().replace("|", "\\|") + "`";
        }
        if (of.has("minimum")) {
            text += ", " + of.path("minimum").asText() + " to "
                    + of.path("maximum").asText();
        }
        return of.has("maxLength") ? text + ", at most " + of.path("maxLength").asText() + " characters" : text;
    }

    /** The first value of each key. */
    private static void gather(String path, JsonNode node, Map<String, String> examples) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> gather(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), examples));
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                if (item.isContainerNode()) {
                    gather(path + "[]", item, examples);
                } else {
                    keep(path, item, examples);
                }
            }
        } else {
            keep(path, node, examples);
        }
    }

    private static void keep(String path, JsonNode value, Map<String, String> examples) {
        String text = value.asText().strip();
        if (!text.isEmpty() && text.indexOf('\n') < 0 && text.indexOf('`') < 0 && text.length() <= 60) {
            examples.putIfAbsent(path, text.replace("|", "\\|"));
        }
    }
}
