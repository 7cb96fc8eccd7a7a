/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that holds nothing and notes what it is asked for: read by the code that reads documents, it becomes their
 * JSON Schema, which so knows the very keys that the code knows.
 */
final class SchemaSection extends Section {
    private static final List<String> SINGLE = List.of("string", "number", "boolean");

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final TreeSet<String> needed = new TreeSet<>();
    private final int way;

    /** @param way which of its constants a choice answers with: what is needed may hang on it */
    SchemaSection(int way) {
        super("", new Node.Fields(Map.of(), Place.NOWHERE), new Findings());
        this.way = way;
    }

    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("object", "null"));
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        if (!needed.isEmpty()) {
            schema.put("required", List.copyOf(needed));
        }
        return schema;
    }

    private static Map<String, Object> list(Object items) {
        return Map.of("type", List.of("array", "null"), "items", items);
    }

    /** A list, for which a single one may stand. */
    private static Map<String, Object> some(Map<String, Object> one) {
        return Map.of("anyOf", List.of(one, list(one)));
    }

    @Override
    boolean has(String key) {
        return true;
    }

    @Override
    String required(String key) {
        needed.add(key);
        return text(key, "");
    }

    @Override
    String text(String key, String otherwise) {
        properties.putIfAbsent(key, Map.of("type", SINGLE));
        return otherwise;
    }

    @Override
    String text(String key, String otherwise, int most) {
        properties.put(key, Map.of("type", SINGLE, "maxLength", most));
        return otherwise;
    }

    @Override
    <T> @Nullable T value(String key, Form<T> form) {
        properties.put(key, form.schema());
        return null;
    }

    @Override
    <T> T value(String key, T otherwise, Form<T> form) {
        Map<String, Object> schema = new LinkedHashMap<>(form.schema());
        if (otherwise instanceof Boolean || otherwise instanceof Long || otherwise instanceof BigDecimal) {
            schema.put("default", otherwise);
        } else if (otherwise instanceof Duration) {
            schema.put("default", otherwise.toString());
        }
        properties.put(key, schema);
        return otherwise;
    }

    @Override
    <T> T requiredValue(String key, T otherwise, Form<T> form) {
        needed.add(key);
        properties.put(key, form.schema());
        return otherwise;
    }

    @Override
    <E extends Enum<E>> @Nullable E oneOf(String key, Class<E> type) {
        properties.put(key, Form.oneOf(type).schema());
        E[] constants = type.getEnumConstants();
        return constants[way % constants.length];
    }

    @Override
    <T> List<T> values(String key, Form<T> form) {
        properties.put(key, some(form.schema()));
        return List.of();
    }

    @Override
    List<String> texts(String key) {
        properties.put(key, some(Map.of("type", SINGLE)));
        return List.of();
    }

    @Override
    <T> List<T> sections(String key, Function<Section, T> read) {
        SchemaSection inner = new SchemaSection(way);
        T unused = read.apply(inner);
        properties.put(key, list(inner.schema()));
        return List.of();
    }

    @Override
    <T> T section(String key, Function<Section, T> read) {
        SchemaSection inner = new SchemaSection(way);
        T value = read.apply(inner);
        properties.put(key, inner.schema());
        return value;
    }
}
