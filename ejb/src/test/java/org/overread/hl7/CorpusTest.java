/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.overread.config.Configuration;
import org.overread.hl7adapter.api.RawMessage;

/**
 * Messages as real systems sent them, read from {@code shared/data/hl7} and {@code shared/dcm4chee-5.34.3/hl7} beside the
 * project, or from the folder that {@code overread.test.hl7} names; not part of the project.
 */
class CorpusTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-24T10:16:00Z");

    @Test
    void every_message_of_the_corpora_is_understood_or_refused_with_a_reason() throws IOException {
        List<Path> files = files();
        assumeTrue(!files.isEmpty(), "SKIPPED: there is no shared/data/hl7 beside the project");
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            RawMessage raw = new RawMessage(content, "c1", "192.0.2.1", null, RECEIVED);
            Envelope envelope = Envelope.of(raw, Configuration.EMPTY);
            Act act = new Translator(Configuration.EMPTY).translate(envelope, 1).act();
            String name = file.getFileName().toString();
            if (act instanceof Act.Refuse refuse) {
                String answer = new String(
                        new Acknowledgement(envelope.header())
                                .answer(refuse.acknowledgement(), 1, RECEIVED, List.of(refuse.fault())),
                        StandardCharsets.ISO_8859_1);
                assertThat(answer).as(name).startsWith("MSH").contains("MSA").contains("ERR");
            }
            System.out.println(name + " " + summary(act));
        }
    }

    private static String summary(Act act) {
        return act instanceof Act.Refuse refuse
                ? refuse.acknowledgement() + " " + refuse.fault().problem().code()
                : act.getClass().getSimpleName();
    }

    private static List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        String named = System.getProperty("overread.test.hl7");
        List<Path> roots = new ArrayList<>();
        if (named != null) {
            roots.add(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            roots.add(at.resolve("shared/data/hl7"));
            roots.add(at.resolve("shared/dcm4chee-5.34.3/hl7"));
        }
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(f -> f.toString().matches(".*\\.(hl7|txt)"))
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }
}
