/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A saved document in its other form, and what became of it between two versions. */
public final class ConfigurationText {
    /** Differences that are listed at most. */
    public static final int MOST = 1_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private ConfigurationText() {}

    /**
     * One difference.
     *
     * @param path where; an item of a list by its name where all have one: {@code rules[stroke].then.clock}
     * @param before null = it was not there
     * @param after null = it is not there any more
     */
    public record Change(
            String path,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    /** The document as JSON. A value that JSON would change, such as {@code 007}, is a text. */
    public static JsonNode json(String text) {
        return new DocumentParser(new Findings())
                .parse(text)
                .map(ConfigurationText::json)
                .orElseGet(JSON::objectNode);
    }

    private static JsonNode json(Node node) {
        if (node instanceof Node.Fields fields) {
            ObjectNode object = JSON.objectNode();
            fields.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
            return object;
        }
        if (node instanceof Node.Items items) {
            ArrayNode array = JSON.arrayNode();
            items.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return scalar((Node.Scalar) node);
    }

    private static JsonNode scalar(Node.Scalar scalar) {
        if (scalar.isNull()) {
            return JSON.nullNode();
        }
        String text = scalar.text();
        if (!scalar.quoted() && (text.equals("true") || text.equals("false"))) {
            return JSON.booleanNode(text.equals("true"));
        }
        return !scalar.quoted() && text.matches("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?")
                ? JSON.numberNode(new BigDecimal(text))
                : JSON.textNode(text);
    }

    /** What is different, in document order; at most {@link #MOST} and one more, which says that there is more. */
    public static List<Change> changes(String before, String after) {
        List<Change> changes = new ArrayList<>();
        compare("", json(before), json(after), changes);
        return changes;
    }

    private static void compare(
            String path, @Nullable JsonNode before, @Nullable JsonNode after, List<Change> changes) {
        if (changes.size() > MOST || Objects.equals(before, after)) {
            return;
        }
        if (before instanceof ObjectNode one && after instanceof ObjectNode other) {
            Set<String> keys = new LinkedHashSet<>();
            one.fieldNames().forEachRemaining(keys::add);
            other.fieldNames().forEachRemaining(keys::add);
            keys.forEach(
                    key -> compare(path.isEmpty() ? key : path + "." + key, one.get(key), other.get(key), changes));
        } else if (before instanceof ArrayNode one && after instanceof ArrayNode other) {
            lists(path, one, other, changes);
        } else {
            changes.add(new Change(path, before, after));
        }
    }

    private static void lists(String path, ArrayNode before, ArrayNode after, List<Change> changes) {
        Map<String, JsonNode> one = byName(before);
        Map<String, JsonNode> other = byName(after);
        if (one.size() == before.size() && other.size() == after.size()) {
            Set<String> names = new LinkedHashSet<>(one.keySet());
            names.addAll(other.keySet());
            names.forEach(name -> compare(path + "[" + name + "]", one.get(name), other.get(name), changes));
            List<String> kept = one.keySet().stream().filter(other::containsKey).toList();
            List<String> moved =
                    other.keySet().stream().filter(one::containsKey).toList();
            if (!kept.equals(moved)) {
                changes.add(new Change(path, texts(kept), texts(moved)));
            }
            return;
        }
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            compare(path + "[" + i + "]", before.get(i), after.get(i), changes);
        }
    }

    /** Items by their names; what has none, or one that another has, is missing. */
    private static Map<String, JsonNode> byName(ArrayNode items) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        for (JsonNode item : items) {
            JsonNode name = item.path("name");
            if (name.isValueNode() && !name.isNull()) {
                named.putIfAbsent(name.asText(), item);
            }
        }
        return named;
    }

    private static ArrayNode texts(List<String> names) {
        ArrayNode array = JSON.arrayNode();
        names.forEach(array::add);
        return array;
    }
}
