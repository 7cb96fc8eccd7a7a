/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each message id is used once, ranges have no gaps, and each id has its row in docs/messages. */
class MessageIdsTest {
    private static final Pattern ID = Pattern.compile("@Message\\(\\s*id\\s*=\\s*(\\d+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| OVR(\\d{6}) \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Map<Integer, List<Path>> USED = new TreeMap<>();
    private static final Map<Integer, List<Path>> DOCUMENTED = new TreeMap<>();
    private static final Path ROOT = Path.of("..");

    @BeforeAll
    static void read() throws IOException {
        assumeThat(ROOT.resolve("docs/messages")).isDirectory();
        for (String module : List.of("ejb", "ejb/parcel", "web", "hl7-adapter/api", "hl7-adapter/rar")) {
            collect(ROOT.resolve(module).resolve("src/main/java"), ".java", ID, USED);
        }
        collect(ROOT.resolve("docs/messages"), ".md", ROW, DOCUMENTED);
    }

    private static void collect(Path folder, String ending, Pattern pattern, Map<Integer, List<Path>> into)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
                var matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    into.computeIfAbsent(Integer.parseInt(matcher.group(1)), x -> new ArrayList<>())
                            .add(file.getFileName());
                }
            }
        }
    }

    @Test
    void no_id_is_used_twice() {
        assertThat(USED)
                .isNotEmpty()
                .allSatisfy((id, places) -> assertThat(places).as("OVR%06d", id).hasSize(1));
    }

    @Test
    void every_id_is_documented_once_with_what_to_do_and_nothing_else_is() {
        assertThat(DOCUMENTED.keySet()).isEqualTo(USED.keySet());
        assertThat(DOCUMENTED)
                .allSatisfy((id, places) -> assertThat(places).as("OVR%06d", id).hasSize(1));
    }

    @Test
    void a_range_has_no_gaps() {
        TreeSet<Integer> ids = new TreeSet<>(USED.keySet());
        List<Integer> gaps = new ArrayList<>();
        for (int id : ids) {
            boolean startsRange = id % 100 == 0 || id == 1;
            if (!startsRange && !ids.contains(id - 1)) {
                gaps.add(id - 1);
            }
        }
        assertThat(gaps).isEmpty();
    }
}
