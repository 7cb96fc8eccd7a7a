/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.overread.shared.Problem;

/** Collects what is wrong with a document, and knows where each of its paths stands. */
final class Findings {
    private static final int MOST = 200;

    private final List<Finding> found = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();

    void add(String path, Place place, String message) {
        Problem problem = Problem.of(message);
        Finding finding = new Finding(path, place.line(), place.column(), problem.code(), problem.text());
        if (found.size() < MOST && !found.contains(finding)) {
            found.add(finding);
        }
    }

    /** At the place of a path that was read; at that of what holds it, when it was left out. */
    void add(String path, String message) {
        add(path, placeOf(path), message);
    }

    void remember(String path, Place place) {
        if (place.line() > 0) {
            places.put(path, place);
        }
    }

    private Place placeOf(String path) {
        String known = path;
        while (!known.isEmpty()) {
            Place place = places.get(known);
            if (place != null) {
                return place;
            }
            int end = Math.max(known.lastIndexOf('.'), known.lastIndexOf('['));
            known = end < 0 ? "" : known.substring(0, end);
        }
        return places.getOrDefault("", Place.NOWHERE);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Finding> list() {
        return List.copyOf(found);
    }

    /** A key or name as it may be repeated: short, and in one line. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 64 ? line : line.substring(0, 64) + "…";
    }
}
