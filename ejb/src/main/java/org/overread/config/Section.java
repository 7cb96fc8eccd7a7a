/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a document, asked key by key. What is asked for becomes what is known: {@link #end} refuses every other
 * key. A value that is wrong becomes a finding, and the default is read in its place so that reading goes on.
 */
class Section {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int LONGEST = 8_000;

    private final String path;
    private final Map<String, Node.Entry> entries;
    private final Findings findings;
    private final Set<String> asked = new LinkedHashSet<>();

    Section(String path, Node node, Findings findings) {
        this.path = path;
        this.findings = findings;
        findings.remember(path, node.place());
        if (node instanceof Node.Fields fields) {
            entries = fields.entries();
        } else {
            entries = Map.of();
            if (!(node instanceof Node.Scalar scalar && scalar.isNull())) {
                findings.add(path, node.place(), ConfigMessages.MESSAGES.wrongShape("a mapping of keys to values"));
            }
        }
        entries.forEach((key, entry) -> findings.remember(at(key), entry.value().place()));
    }

    String path() {
        return path;
    }

    /** Refuses the keys that nobody asked for. */
    void end() {
        entries.forEach((key, entry) -> {
            if (!asked.contains(key)) {
                findings.add(
                        at(Findings.shown(key)),
                        entry.key(),
                        ConfigMessages.MESSAGES.unknownKey(Findings.shown(key), String.join(", ", asked)));
            }
        });
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Optional<Node> find(String key) {
        asked.add(key);
        Node.Entry entry = entries.get(key);
        return entry == null || (entry.value() instanceof Node.Scalar scalar && scalar.isNull())
                ? Optional.empty()
                : Optional.of(entry.value());
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    void wrong(String key, String message) {
        findings.add(at(key), message);
    }

    private Optional<String> scalar(String key) {
        return find(key).flatMap(node -> {
            if (!(node instanceof Node.Scalar scalar)) {
                wrong(key, ConfigMessages.MESSAGES.wrongShape("a single value"));
                return Optional.empty();
            }
            if (scalar.text().length() > LONGEST) {
                wrong(key, ConfigMessages.MESSAGES.tooLong(LONGEST));
                return Optional.empty();
            }
            return Optional.of(scalar.text());
        });
    }

    String text(String key, String otherwise) {
        return scalar(key).orElse(otherwise);
    }

    /** A text of at most so many characters. */
    String text(String key, String otherwise, int most) {
        String text = text(key, otherwise);
        if (text.length() > most) {
            wrong(key, ConfigMessages.MESSAGES.tooLong(most));
        }
        return text;
    }

    String required(String key) {
        Optional<String> text = scalar(key);
        if (text.isEmpty() && !has(key)) {
            findings.add(at(key), ConfigMessages.MESSAGES.missing(key));
        }
        return text.orElse("");
    }

    /** The item's own name, by which the rest of the document and the database speak of it. */
    String name() {
        String name = required("name");
        if (has("name") && !NAME.matcher(name).matches()) {
            wrong("name", ConfigMessages.MESSAGES.badName());
        }
        return name;
    }

    /** The value, or null when the key is absent or what it holds is wrong. */
    <T> @Nullable T value(String key, Form<T> form) {
        Optional<String> text = scalar(key);
        if (text.isEmpty()) {
            return null;
        }
        T value = form.parse().apply(text.get());
        if (value == null) {
            wrong(key, form.message());
        }
        return value;
    }

    <T> T value(String key, T otherwise, Form<T> form) {
        T value = value(key, form);
        return value == null ? otherwise : value;
    }

    /** A value that must be given. @param otherwise read on with, when it is not or is wrong */
    <T> T requiredValue(String key, T otherwise, Form<T> form) {
        required(key);
        return value(key, otherwise, form);
    }

    /** A list of values, in order; a single one is a list of one. What is wrong is left out. */
    <T> List<T> values(String key, Form<T> form) {
        List<T> values = new ArrayList<>();
        List<String> texts = texts(key);
        for (int i = 0; i < texts.size(); i++) {
            T value = form.parse().apply(texts.get(i));
            if (value == null) {
                findings.add(at(key) + "[" + i + "]", form.message());
            } else {
                values.add(value);
            }
        }
        return values;
    }

    /** The constant of that name, whatever the case, hyphens for underscores; null when absent. */
    <E extends Enum<E>> @Nullable E oneOf(String key, Class<E> type) {
        return value(key, Form.oneOf(type));
    }

    <E extends Enum<E>> @Nullable E requiredOneOf(String key, Class<E> type) {
        required(key);
        return oneOf(key, type);
    }

    /** A constant as it is written in a document. */
    static String spelt(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean flag(String key, boolean otherwise) {
        return value(key, otherwise, Form.FLAG);
    }

    @Nullable
    Duration duration(String key, Duration least, Duration most) {
        return value(key, Form.duration(least, most));
    }

    Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        return value(key, otherwise, Form.duration(least, most));
    }

    @Nullable
    Long optionalNumber(String key, long least, long most) {
        return value(key, Form.number(least, most));
    }

    long number(String key, long otherwise, long least, long most) {
        return value(key, otherwise, Form.number(least, most));
    }

    ZoneId zone(String key, ZoneId otherwise) {
        return value(key, otherwise, Form.ZONE);
    }

    Charset charset(String key, Charset otherwise) {
        return value(key, otherwise, Form.CHARSET);
    }

    @Nullable
    URI url(String key) {
        return value(key, Form.URL);
    }

    @Nullable
    URI requiredUrl(String key) {
        required(key);
        return url(key);
    }

    String address(String key) {
        String text = text(key, "").strip();
        if (!text.isEmpty() && AddressRange.parse(text).isEmpty()) {
            wrong(key, ConfigMessages.MESSAGES.badAddress());
            return "";
        }
        return text;
    }

    @Nullable
    SecretName secret(String key) {
        return value(key, Form.SECRET);
    }

    /** A list of texts; a single text is a list of one. */
    List<String> texts(String key) {
        Optional<Node> node = find(key);
        List<String> texts = new ArrayList<>();
        if (node.isPresent() && node.get() instanceof Node.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                Node item = items.items().get(i);
                findings.remember(at(key) + "[" + i + "]", item.place());
                if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
                    texts.add(scalar.text());
                } else {
                    findings.add(at(key), item.place(), ConfigMessages.MESSAGES.wrongShape("a text"));
                }
            }
        } else {
            scalar(key).ifPresent(texts::add);
        }
        return texts;
    }

    /** A list of mappings, each read by the function; absent is empty. */
    <T> List<T> sections(String key, Function<Section, T> read) {
        Optional<Node> node = find(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof Node.Items items)) {
            wrong(key, ConfigMessages.MESSAGES.wrongShape("a list"));
            return List.of();
        }
        List<T> results = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
            Section section = new Section(at(key) + "[" + i + "]", items.items().get(i), findings);
            results.add(read.apply(section));
            section.end();
        }
        return results;
    }

    /** A mapping within this one, absent = empty. */
    <T> T section(String key, Function<Section, T> read) {
        Node node = find(key).orElseGet(() -> new Node.Fields(Map.of(), Place.NOWHERE));
        Section section = new Section(at(key), node, findings);
        T value = read.apply(section);
        section.end();
        return value;
    }

    /** A mapping whose keys are constants. */
    <E extends Enum<E>> Map<E, Duration> durations(String key, Class<E> type, Duration least, Duration most) {
        return section(key, inner -> {
            Map<E, Duration> values = new LinkedHashMap<>();
            for (E constant : type.getEnumConstants()) {
                Duration value = inner.duration(constant.name(), least, most);
                if (value != null) {
                    values.put(constant, value);
                }
            }
            return values;
        });
    }
}
