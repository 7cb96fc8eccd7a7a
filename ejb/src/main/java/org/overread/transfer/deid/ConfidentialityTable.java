/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PS3.15 Table E.1-1 and the value representations of PS3.6, read from {@code annex-e.tsv} and {@code dictionary.tsv}, which say
 * where they come from and of which release of the standard they are.
 */
final class ConfidentialityTable {
    private static final ConfidentialityTable STANDARD = new ConfidentialityTable();

    /**
     * One row.
     *
     * @param tag as in the table, in hexadecimal, {@code x} for any digit; {@code PRIVATE} for all private attributes
     * @param basic the action of the Basic Profile: X, Z, D, U or a choice among them, such as X/Z/D
     * @param options the actions that options put in its place: K or C
     */
    record Row(String tag, String basic, Map<Option, Character> options, String name) {
        Row {
            options = Map.copyOf(options);
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, Row> byTag = new HashMap<>();
    private final Map<Integer, String> vrs = new HashMap<>();

    private ConfidentialityTable() {
        for (String line : lines("annex-e.tsv")) {
            String[] cells = line.split("\t", -1);
            Map<Option, Character> options = new EnumMap<>(Option.class);
            for (Option option : Option.values()) {
                String code = cells[2 + option.ordinal()];
                if (!code.isEmpty()) {
                    options.put(option, code.charAt(0));
                }
            }
            Row row = new Row(cells[0], cells[1], options, cells[12]);
            rows.add(row);
            if (isPlain(row.tag())) {
                byTag.put(Integer.parseUnsignedInt(row.tag(), 16), row);
            }
        }
        for (String line : lines("dictionary.tsv")) {
            String[] cells = line.split("\t", -1);
            if (isPlain(cells[0])) {
                vrs.put(Integer.parseUnsignedInt(cells[0], 16), cells[1]);
            }
        }
    }

    static ConfidentialityTable standard() {
        return STANDARD;
    }

    /** All rows, for who checks them. */
    List<Row> rows() {
        return List.copyOf(rows);
    }

    Optional<Row> row(int tag) {
        return Optional.ofNullable(byTag.get(tag));
    }

    /** The value representation of a standard attribute; empty for one that the dictionary does not know. */
    Optional<String> vr(int tag) {
        if ((tag & 0xFFFF) == 0) {
            return Optional.of("UL");
        }
        return Optional.ofNullable(vrs.get(tag));
    }

    private static boolean isPlain(String tag) {
        return tag.matches("[0-9A-F]{8}");
    }

    /** The lines of a resource beside this class that are no remark. */
    static List<String> lines(String resource) {
        try (InputStream in = ConfidentialityTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
