/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program of the machine: run to its end, or started as a server that outlives this JVM. */
public final class Program {
    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Path folder;
    private @Nullable String input;
    private Duration limit = Duration.ofMinutes(5);

    private Program(List<String> command) {
        this.command = command;
    }

    public static Program of(String... command) {
        return new Program(List.of(command));
    }

    public static Program of(List<String> command) {
        return new Program(List.copyOf(command));
    }

    public Program in(Path where) {
        this.folder = where;
        return this;
    }

    public Program with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Program with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    public Program input(String text) {
        this.input = text;
        return this;
    }

    public Program within(Duration time) {
        this.limit = time;
        return this;
    }

    /** Runs it to its end; its exit code and all it printed. */
    public Outcome run() {
        try {
            Path output = Files.createTempFile("overread-", ".out");
            try {
                ProcessBuilder builder = builder().redirectErrorStream(true).redirectOutput(output.toFile());
                Process process = builder.start();
                if (input != null) {
                    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
                }
                process.getOutputStream().close();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            command.get(0) + " did not end within " + limit + ":\n" + Files.readString(output));
                }
                return new Outcome(process.exitValue(), Files.readString(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Runs it to its end and throws with what it printed unless it exits with 0. */
    public String must() {
        Outcome outcome = run();
        if (outcome.code() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + outcome.code() + ":\n" + outcome.output());
        }
        return outcome.output();
    }

    /** Starts it in a session of its own, so that it outlives this JVM and a closed terminal; output goes to the file. */
    public ProcessHandle start(Path log) {
        try {
            List<String> detached = new ArrayList<>(List.of("setsid"));
            detached.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(detached);
            prepare(builder);
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command);
        prepare(builder);
        return builder;
    }

    private void prepare(ProcessBuilder builder) {
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        builder.environment().putAll(environment);
    }

    /** How a program ended. */
    public record Outcome(int code, String output) {}

    /** Asks a process to end, and after the time given no longer asks; returns once it is gone. */
    static void end(ProcessHandle process, Duration patience) {
        process.destroy();
        if (!gone(process, patience)) {
            process.destroyForcibly();
            gone(process, Duration.ofSeconds(20));
        }
    }

    /** SIGKILL, and returns once the process is gone. */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        gone(process, Duration.ofSeconds(20));
    }

    static boolean gone(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return !process.isAlive();
        }
    }

    /** The process whose id the file holds, if it still runs. */
    static Optional<ProcessHandle> recorded(Path pidFile) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try {
            String line =
                    Files.readString(pidFile).lines().findFirst().orElse("").trim();
            return line.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(line)).filter(ProcessHandle::isAlive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void record(ProcessHandle process, Path pidFile) {
        try {
            Files.createDirectories(pidFile.toAbsolutePath().getParent());
            Files.writeString(pidFile, process.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True where the programs that refuse to run as root have to be helped around it. */
    static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
