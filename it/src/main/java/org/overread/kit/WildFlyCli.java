/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server's own command line, on a stopped or on the running server. */
record WildFlyCli(WildFlyFiles files, String configuration, int port) {
    /** Runs a script of {@code standalone-config} against the stopped server. */
    String offline(Path script) {
        return offline(script, Map.of());
    }

    String offline(Path script, Map<String, String> variables) {
        try {
            Path whole = Files.createTempFile(files.base(), "offline-", ".cli");
            Files.writeString(
                    whole,
                    "embed-server --std-out=discard --server-config=" + configuration + "\n"
                            + Files.readString(script));
            try {
                return cli(List.of("--file=" + whole), variables);
            } finally {
                Files.delete(whole);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script against the running server. */
    String online(Path script) {
        return cli(List.of("--connect", "--controller=127.0.0.1:" + port, "--file=" + script), Map.of());
    }

    /** One command to the running server. */
    String command(String line) {
        return cli(List.of("--connect", "--controller=127.0.0.1:" + port, "--command=" + line), Map.of());
    }

    private String cli(List<String> arguments, Map<String, String> variables) {
        List<String> command =
                new ArrayList<>(List.of(files.home().resolve("bin/jboss-cli.sh").toString()));
        command.addAll(arguments);
        return Program.of(command)
                .with("JBOSS_HOME", files.home().toString())
                .with(
                        "JAVA_OPTS",
                        "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djboss.server.base.dir=" + files.base())
                .with("JBOSS_MODULEPATH", files.modulePath())
                .with(variables)
                .within(Duration.ofMinutes(3))
                .must();
    }
}
