/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The document's JSON Schema (draft 2020-12), for editors. It says the keys and the forms of their values; what the parts say
 * of one another is known only to {@code POST …/validate}.
 */
public final class ConfigurationSchema {
    private ConfigurationSchema() {}

    /** The schema, as maps and lists. */
    public static Map<String, Object> document() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Configuration of Overread");
        // no choice of the document has more than two constants on which a key's need hangs
        schema.putAll(merged(DocumentReader.schema(0), DocumentReader.schema(1)));
        return schema;
    }

    /** Has the properties of both; needed is what both need. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> merged(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> both = new LinkedHashMap<>(one);
        if (one.get("properties") instanceof Map<?, ?> mine && other.get("properties") instanceof Map<?, ?> theirs) {
            Map<String, Object> properties = new LinkedHashMap<>((Map<String, Object>) mine);
            ((Map<String, Object>) theirs)
                    .forEach((key, value) -> properties.merge(
                            key, value, (a, b) -> merged((Map<String, Object>) a, (Map<String, Object>) b)));
            both.put("properties", properties);
            if (one.get("required") instanceof List<?> needed && other.get("required") instanceof List<?> also) {
                both.put("required", needed.stream().filter(also::contains).toList());
            } else {
                both.remove("required");
            }
        }
        if (one.get("items") instanceof Map<?, ?> mine && other.get("items") instanceof Map<?, ?> theirs) {
            both.put("items", merged((Map<String, Object>) mine, (Map<String, Object>) theirs));
        }
        return both;
    }
}
