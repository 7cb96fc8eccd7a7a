/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema is made by the code that reads documents; here it is compared with a validator, the example and the page. */
class ConfigurationSchemaTest {
    private static final JsonNode SCHEMA = new ObjectMapper().valueToTree(ConfigurationSchema.document());
    private static final Path EXAMPLE = Path.of("../standalone-config/example-configuration.yaml");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static List<String> faults(String text) {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SCHEMA);
        return schema.validate(ConfigurationText.json(text)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    @Test
    void the_example_that_is_shipped_is_valid_by_the_schema_and_so_is_it_as_json() throws IOException {
        String example = Files.readString(EXAMPLE);
        assertThat(faults(example)).isEmpty();
        assertThat(faults(StaffReaderTest.STAFF)).isEmpty();
        String json = ConfigurationText.json(example).toString();
        assertThat(DocumentReaderTest.good(json)).isEqualTo(DocumentReaderTest.good(example));
        assertThat(DocumentReaderTest.good(
                        ConfigurationText.json(StaffReaderTest.STAFF).toString()))
                .isEqualTo(DocumentReaderTest.good(StaffReaderTest.STAFF));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colours: []",
                "sites: [{ timezone: UTC }]",
                "sites: [{ name: a, colour: red }]",
                "sites: [{ name: a, clocks: { STAT: 5 } }]",
                "archives: [{ name: a, site: b, kind: orthanc, url: 'http://x/' }]",
                "archives: [{ name: a, site: b, kind: dicomweb, url: 'http://x/', notifyKey: abc }]",
                "destinations: [{ kind: dicomweb, url: 'http://x/' }]",
                "readers: [{ name: a, parallel: many }]",
                "rosters: [{ name: a, shifts: [{ reader: b, start: 2026-11-02, duration: PT8H }] }]",
                "rosters: [{ name: a, shifts: [{ reader: b, start: 2026-11-02T08:00, duration: PT8H, rule: FREQ=HOURLY }] }]",
                "ladders: [{ name: a, steps: [{ tell: true }] }]",
                "rules: [{ name: a }]",
                "rules: [{ name: a, when: 'true', then: { priority: HIGH } }]",
            })
    void what_is_wrong_by_the_schema_is_refused_by_the_reader_too(String text) {
        assertThat(faults(text)).isNotEmpty();
        assertThat(DocumentReaderTest.wrong(text)).isNotEmpty();
    }

    @Test
    void an_export_needs_no_url_and_an_address_no_application_entity() {
        assertThat(faults("destinations: [{ name: a, kind: dcm4chee-export, aet: FAR }]"))
                .isEmpty();
        assertThat(faults("destinations: [{ name: a, kind: dicomweb, url: 'http://x/' }]"))
                .isEmpty();
    }

    @Test
    void the_page_explains_every_key_and_no_other() throws IOException {
        Map<String, String> chapters = chapters();
        assertThat(SCHEMA.path("$schema").asText()).contains("2020-12");
        TreeSet<String> missing = new TreeSet<>();
        SCHEMA.path("properties").fields().forEachRemaining(section -> {
            String chapter = chapters.getOrDefault(section.getKey(), "").replace("```", "");
            TreeSet<String> keys = new TreeSet<>();
            collect(section.getValue(), keys);
            TreeSet<String> told = new TreeSet<>();
            Matcher code = CODE.matcher(chapter);
            while (code.find()) {
                for (String word : code.group(1).split("[^A-Za-z0-9_]+")) {
                    told.add(word);
                }
            }
            keys.stream().filter(key -> !told.contains(key)).forEach(key -> missing.add(section.getKey() + ": " + key));
            for (String row :
                    chapter.lines().filter(line -> line.startsWith("| `")).toList()) {
                Matcher first = CODE.matcher(row.substring(0, row.indexOf(" |", 2)));
                while (first.find()) {
                    for (String word : first.group(1).split("\\.")) {
                        if (!keys.contains(word)) {
                            missing.add(section.getKey() + ": no such key as " + word);
                        }
                    }
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    private static void collect(JsonNode schema, TreeSet<String> keys) {
        schema.path("properties").fields().forEachRemaining(property -> {
            keys.add(property.getKey());
            collect(property.getValue(), keys);
        });
        if (schema.has("items")) {
            collect(schema.path("items"), keys);
        }
    }

    /** The page by its headings; where a receiver of messages stands, the page about reports goes on. */
    private static Map<String, String> chapters() throws IOException {
        Map<String, String> chapters = new TreeMap<>();
        String reports = Files.readString(Path.of("../docs/reports.md")).replaceAll("(?m)^\\| `", "| of a receiver: `");
        for (String chapter :
                Files.readString(Path.of("../docs/configuration.md")).split("(?m)^## ")) {
            Matcher name = CODE.matcher(chapter);
            if (chapter.startsWith("`") && name.find()) {
                chapters.put(name.group(1), chapter.contains("reports.md") ? chapter + reports : chapter);
            }
        }
        return chapters;
    }

    @Test
    void json_keeps_what_it_would_change() {
        assertThat(ConfigurationText.json("a: 007\nb: 7\nc: 1.50\nd: true\ne: yes\nf: \"7\"\ng:\nh: 12:00")
                        .toString())
                .isEqualTo("{\"a\":\"007\",\"b\":7,\"c\":1.50,\"d\":true,\"e\":\"yes\",\"f\":\"7\",\"g\":null,"
                        + "\"h\":\"12:00\"}");
    }

    @Test
    void differences_are_told_by_the_names_of_items() {
        String before = """
                sites: [{ name: a, timezone: UTC }, { name: b }]
                rules:
                  - { name: one, when: "true", then: { triage: true } }
                  - { name: two, when: "true", then: { groups: [x, y] } }
                """;
        String after = """
                sites: [{ name: b, allowCounted: true }]
                rules:
                  - { name: two, when: "true", then: { groups: [x, z] } }
                  - { name: one, when: "true", then: { triage: true } }
                  - { name: three, when: "true", then: { triage: true } }
                """;
        List<String> told = new ArrayList<>();
        ConfigurationText.changes(before, after)
                .forEach(change -> told.add(change.path() + " " + change.before() + " " + change.after()));
        assertThat(told)
                .containsExactly(
                        "sites[a] {\"name\":\"a\",\"timezone\":\"UTC\"} null",
                        "sites[b].allowCounted null true",
                        "rules[two].then.groups[1] \"y\" \"z\"",
                        "rules[three] null {\"name\":\"three\",\"when\":\"true\",\"then\":{\"triage\":true}}",
                        "rules [\"one\",\"two\"] [\"two\",\"one\"]");
        assertThat(ConfigurationText.changes(before, before)).isEmpty();
    }
}
