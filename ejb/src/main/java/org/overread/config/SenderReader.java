/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.overread.shared.Priority;

/** Reads how a sender's orders are to be read: its fields, its priorities, its order control table. */
final class SenderReader {
    private static final int LONGEST_CODE = 40;

    private final Findings findings;

    SenderReader(Findings findings) {
        this.findings = findings;
    }

    OrderReading orders(Section sender) {
        return new OrderReading(
                sender.section("fields", this::fields),
                sender.section("priorities", this::priorities),
                sender.sections("orderControl", this::control));
    }

    static Map<String, Charset> charsets(Section sender) {
        Map<String, Charset> charsets = new HashMap<>();
        sender.sections("charsets", s -> {
            String declared = s.required("declared").strip().toUpperCase(Locale.ROOT);
            s.required("means");
            return charsets.put(declared, s.charset("means", StandardCharsets.UTF_8));
        });
        return charsets;
    }

    static Sender.Limits limits(Section s) {
        return new Sender.Limits((int) s.number("bytes", Sender.Limits.USUAL.bytes(), 1_000, 1_000_000_000), (int)
                s.number("segments", Sender.Limits.USUAL.segments(), 10, 1_000_000));
    }

    private Map<OrderItem, List<FieldPath>> fields(Section s) {
        Map<OrderItem, List<FieldPath>> fields = new EnumMap<>(OrderItem.class);
        for (OrderItem item : OrderItem.values()) {
            if (!s.has(item.key())) {
                continue;
            }
            List<FieldPath> places = new ArrayList<>();
            List<String> texts = s.texts(item.key());
            for (int i = 0; i < texts.size(); i++) {
                FieldPath path = FieldPath.parse(texts.get(i));
                if (path == null) {
                    findings.add(itemOf(s, item.key(), i), ConfigMessages.MESSAGES.badFieldPath());
                } else {
                    places.add(path);
                }
            }
            fields.put(item, List.copyOf(places));
        }
        return fields;
    }

    private Map<String, Priority> priorities(Section s) {
        Map<String, Priority> codes = new HashMap<>();
        for (Priority priority : Priority.values()) {
            List<String> texts = s.texts(priority.name());
            for (int i = 0; i < texts.size(); i++) {
                String code = texts.get(i).strip().toUpperCase(Locale.ROOT);
                if (code.isEmpty() || code.length() > LONGEST_CODE) {
                    findings.add(itemOf(s, priority.name(), i), ConfigMessages.MESSAGES.badCode(LONGEST_CODE));
                } else if (codes.put(code, priority) != null) {
                    findings.add(itemOf(s, priority.name(), i), ConfigMessages.MESSAGES.repeatedCode());
                }
            }
        }
        return codes;
    }

    private OrderReading.Control control(Section s) {
        if (!s.has("control")) {
            s.wrong("control", ConfigMessages.MESSAGES.missing("control"));
        }
        return new OrderReading.Control(
                codes(s, "control", false),
                codes(s, "status", true),
                Objects.requireNonNullElse(s.requiredOneOf("act", OrderAct.class), OrderAct.REFUSE));
    }

    private Set<String> codes(Section s, String key, boolean mayBeEmpty) {
        Set<String> codes = new LinkedHashSet<>();
        List<String> texts = s.texts(key);
        for (int i = 0; i < texts.size(); i++) {
            String code = texts.get(i).strip().toUpperCase(Locale.ROOT);
            if (code.length() > LONGEST_CODE || (code.isEmpty() && !mayBeEmpty)) {
                findings.add(itemOf(s, key, i), ConfigMessages.MESSAGES.badCode(LONGEST_CODE));
            } else {
                codes.add(code);
            }
        }
        return codes;
    }

    /** A single text is a list of one and has no number in its path. */
    private static String itemOf(Section s, String key, int index) {
        return s.path() + "." + key + "[" + index + "]";
    }
}
