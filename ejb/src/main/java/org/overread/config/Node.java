/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.List;
import java.util.Map;

/** A document as a tree of values, each with its place. YAML and JSON both become this. */
sealed interface Node {
    Place place();

    /**
     * A text, number, truth value or nothing.
     *
     * @param text as written, quotes taken off
     * @param quoted whether it was written as a text; JSON's strings are
     * @param isNull written as nothing, {@code null} or {@code ~}
     */
    record Scalar(String text, boolean quoted, boolean isNull, Place place) implements Node {}

    /** A list. */
    record Items(List<Node> items, Place place) implements Node {}

    /** A mapping, in document order. */
    record Fields(Map<String, Entry> entries, Place place) implements Node {}

    /** One key with its value. @param key where the key stands */
    record Entry(Place key, Node value) {}
}
