/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.overread.kit.EmbeddedPostgres;
import org.overread.kit.MllpClient;
import org.overread.kit.Places;
import org.overread.kit.Stack;

/**
 * Messages that real systems sent, to the running server, each answered within 2 s as the list
 * {@code hl7/corpora.expected} says. The messages are not part of the project; without them the test is skipped aloud.
 */
class Hl7CorporaIT {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String COUNTS = "select (select count(*) from patient), (select count(*) from imaging_order),"
            + " (select count(*) from message)";

    /** One line of the list: what a file is answered, how it is kept, how many patients and orders it adds. */
    private record Expected(String file, String acknowledgement, String state, int patients, int orders) {
        static Expected of(String line) {
            String[] part = line.trim().split("\\s+");
            return new Expected(part[0], part[1], part[2], Integer.parseInt(part[3]), Integer.parseInt(part[4]));
        }

        @Override
        public String toString() {
            return "%-50s %-7s %-9s %d %d".formatted(file, acknowledgement, state, patients, orders);
        }
    }

    @Test
    void each_message_of_the_corpora_is_answered_as_listed() throws Exception {
        Path shared = shared();
        if (!Files.isDirectory(shared)) {
            System.out.println("SKIPPED: no HL7 corpora at " + shared.normalize());
        }
        assumeThat(shared).isDirectory();
        List<Expected> list = list();
        assertThat(list.stream().map(Expected::file).collect(Collectors.toSet()))
                .as("every file of the corpora is listed")
                .isEqualTo(files(shared));

        Stack stack = Hl7Server.stack();
        Hl7Server.takesAGoodOrder(stack); // what is loaded once only is no part of an answer's time
        int logged = stack.server().logged().length();
        List<String> wrong = new ArrayList<>();
        long slowest = 0;
        for (Expected expected : list) {
            byte[] message = Files.readAllBytes(shared.resolve(expected.file()));
            Expected actual =
                    send(stack.mllp().within(LIMIT.multipliedBy(5)), stack.database(), expected.file(), message);
            if (!expected.acknowledgement().equals("silence")) {
                slowest = Math.max(slowest, answered);
            }
            if (!actual.equals(expected)) {
                wrong.add(actual + "   instead of   " + expected);
            }
            if (answered > LIMIT.toNanos() && !expected.acknowledgement().equals("silence")) {
                wrong.add(expected.file() + " took " + answered / 1_000_000 + " ms");
            }
        }
        System.out.printf("%d messages of the corpora, slowest answer %d ms%n", list.size(), slowest / 1_000_000);
        assertThat(wrong).isEmpty();
        assertThat(stack.server().logged().substring(logged)).doesNotContain("\tat ");
        Hl7Server.takesAGoodOrder(stack);
    }

    private long answered;

    private Expected send(MllpClient sender, EmbeddedPostgres database, String file, byte[] message)
            throws IOException {
        long[] before = counts(database);
        String code;
        long start = System.nanoTime();
        try (sender) {
            if (message.length == 0) {
                sender.within(Duration.ofMillis(500));
            }
            code = sender.send(message).code();
        } catch (EOFException closed) {
            code = "closed";
        } catch (java.net.SocketTimeoutException silence) {
            code = "silence";
        }
        answered = System.nanoTime() - start;
        long[] after = counts(database);
        String state = after[2] == before[2]
                ? "none"
                : database.rows("select state from message order by id desc limit 1")
                        .get(0);
        return new Expected(file, code, state, (int) (after[0] - before[0]), (int) (after[1] - before[1]));
    }

    private static long[] counts(EmbeddedPostgres database) {
        return Stream.of(database.rows(COUNTS).get(0).split("\\|"))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static Path shared() {
        String given = System.getProperty("overread.shared");
        return given == null ? Places.root().resolve("../shared") : Path.of(given);
    }

    private static Set<String> files(Path shared) throws IOException {
        Set<String> files = new TreeSet<>();
        for (String folder : List.of("data/hl7", "dcm4chee-5.34.3/hl7")) {
            try (Stream<Path> below = Files.walk(shared.resolve(folder))) {
                below.filter(Files::isRegularFile)
                        .map(file -> shared.relativize(file).toString())
                        .filter(file -> !file.endsWith(".ack"))
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static List<Expected> list() throws IOException {
        try (var in = Hl7CorporaIT.class.getResourceAsStream("/hl7/corpora.expected")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Expected::of)
                    .toList();
        }
    }
}
