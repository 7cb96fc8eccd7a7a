/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.overread.kit.Places;
import org.overread.kit.Ports;
import org.overread.kit.Program;
import org.overread.kit.WildFly;

/** What an undeployed application has left on a running server. */
public final class Leftovers {
    private Leftovers() {}

    /** Waits until nothing of ours runs, listens or is open; the number of open files that are then left. */
    public static long filesOnceNothingOfOursIsLeft(WildFly server) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(Ports.isFree(server.ports().mllp()))
                    .as("the MLLP port is free")
                    .isTrue();
            assertThat(threads(server))
                    .as("threads of ours, or in code of ours")
                    .isEmpty();
            // where the project lies may well be called so, too
            String root = Places.root().toAbsolutePath().toString();
            assertThat(files(server).stream()
                            .filter(file -> file.replace(root, "").contains("overread")))
                    .as("open files of ours")
                    .isEmpty();
        });
        return files(server).size();
    }

    private static List<String> threads(WildFly server) {
        return Program.of("jcmd", Long.toString(server.pid()), "Thread.print")
                .must()
                .lines()
                .filter(line -> line.contains("org.overread") || line.startsWith("\"overread"))
                .toList();
    }

    private static List<String> files(WildFly server) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return files.map(Leftovers::target)
                    .filter(name -> !name.isEmpty() && !name.contains("/log/") && !name.endsWith("console.log"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
