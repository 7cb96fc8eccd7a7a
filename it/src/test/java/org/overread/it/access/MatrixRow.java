/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.overread.kit.Places;

/**
 * One line of {@code access/matrix.txt}.
 *
 * @param body its name; empty for none
 * @param cells what each role is answered, in the order of {@link #ROLES}, from each of {@link #PLACES}
 * @param noSuccess why nobody gets a 2xx here; empty when somebody does
 */
record MatrixRow(String operation, String body, List<List<String>> cells, String noSuccess) {
    static final List<String> ROLES =
            List.of("admin", "coordinator", "radiologist", "technologist", "referrer", "auditor", "integrator");
    static final List<String> PLACES = List.of("own", "group", "foreign");

    static List<MatrixRow> read() {
        try {
            return Files.readAllLines(Places.root().resolve("it/src/test/resources/access/matrix.txt")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(MatrixRow::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MatrixRow of(String line) {
        String[] columns = Routes.columns(line);
        boolean noted = columns.length == ROLES.size() + 3 && columns[ROLES.size() + 2].startsWith("no 2xx: ");
        if (columns.length != ROLES.size() + 2 && !noted) {
            throw new IllegalArgumentException("columns: " + line);
        }
        List<List<String>> cells = new ArrayList<>();
        for (int role = 0; role < ROLES.size(); role++) {
            List<String> places = List.of(columns[role + 2].split("/"));
            cells.add(places.size() == 1 ? List.of(places.get(0), places.get(0), places.get(0)) : places);
        }
        return new MatrixRow(columns[0], columns[1], cells, noted ? columns[ROLES.size() + 2].substring(8) : "");
    }

    /** With any name for what is in the path. */
    String shape() {
        return shape(operation);
    }

    static String shape(String operation) {
        return operation.replaceAll("\\{[A-Za-z]+}", "{}");
    }

    boolean isOpen() {
        return Routes.OPEN.contains(operation);
    }

    /** Whether an expected answer refuses the caller. */
    static boolean refuses(String cell) {
        return cell.equals("403") || cell.equals("404");
    }

    /** Whether a status is what the cell says. */
    static boolean fits(String cell, int status) {
        return cell.equals("in")
                ? status != 401 && status != 403 && status != 404 && status < 500
                : cell.equals(Integer.toString(status));
    }
}
