/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./quickstart}: one Overread with all that it needs, on loopback and below {@code .quickstart/}; then cases that
 * move while one watches, and a proof that their images arrived.
 */
public final class Quickstart {
    private final QuickstartFiles files;
    private final Path folder;

    private Quickstart(Path folder) {
        this.folder = folder;
        this.files = new QuickstartFiles(folder);
    }

    public static void main(String[] arguments) {
        System.exit(new Quickstart(Places.root().resolve(".quickstart")).run(List.of(arguments)));
    }

    private int run(List<String> arguments) {
        String action = "start";
        String archive = "";
        Integer offset = null;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "start", "status", "stop" -> action = arguments.get(i);
                case "--port-offset" -> offset = Integer.valueOf(arguments.get(++i));
                case "--archive" -> archive = arguments.get(++i);
                default -> {
                    say("usage: ./quickstart [status|stop] [--archive URL] [--port-offset N]");
                    return 2;
                }
            }
        }
        try {
            return switch (action) {
                case "status" -> status();
                case "stop" -> stop();
                default -> start(offset, archive);
            };
        } catch (IllegalStateException e) {
            say("FAILED: " + e.getMessage());
            say("what was started still runs; ./quickstart stop ends it");
            return 1;
        }
    }

    private int start(@Nullable Integer offset, String archive) {
        long begin = System.nanoTime();
        Ports last = files.ports();
        Ports ports = offset != null ? new Ports(offset) : last != null ? last : new Ports(0);
        if (last != null && last.offset() != ports.offset()) {
            Stack.in(folder, last).stop();
        }
        Stack stack = Stack.in(folder, ports);
        boolean firstTime = !files.hasPasswords();
        if (!stack.isUpToDate()) {
            stack.stop();
            Map<String, Integer> taken = ports.taken();
            if (!taken.isEmpty()) {
                StringBuilder text = new StringBuilder("these ports are in use by another program:");
                taken.forEach((what, port) ->
                        text.append(' ').append(port).append(" (").append(what).append(')'));
                say(text + ". Move all of them: ./quickstart --port-offset 100");
                return 1;
            }
            files.rememberPorts(ports);
            boot(stack);
        } else {
            say("already running");
        }
        configure(stack, archive);
        files.remember(ports, archive);
        say("ready after " + seconds(begin) + " s: http://127.0.0.1:" + ports.http() + "/overread/");
        tellPasswords(firstTime);
        if (!archive.isEmpty()) {
            tellExistingArchive(stack, archive);
            return 0;
        }
        boolean proven = new QuickstartCases(stack, files, Quickstart::say).run();
        say((proven ? "done" : "NOT DONE") + " after " + seconds(begin) + " s. Look further: http://127.0.0.1:"
                + ports.http() + "/overread/   It runs until ./quickstart stop");
        return proven ? 0 : 1;
    }

    private void boot(Stack stack) {
        Properties passwords = files.passwords();
        say("PostgreSQL on port " + stack.ports().database());
        stack.database().start();
        say("WildFly: preparing the server with standalone-config/install.cli");
        QuickstartFiles.USERS.forEach((name, roles) -> stack.server().user(name, passwords.getProperty(name), roles));
        stack.server().with("overread.secret.notify", passwords.getProperty("notify-key"));
        if (passwords.containsKey("audit-key")) {
            stack.server()
                    .with("overread.audit.key", "audit-1")
                    .with("overread.secret.audit-1", passwords.getProperty("audit-key"));
        }
        String debug = System.getenv("OVERREAD_DEBUG");
        if (debug != null) {
            stack.server().jvm("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + debug);
        }
        stack.install();
        say("WildFly: starting on port " + stack.ports().http() + " with overread.ear");
        stack.server().launch();
        say("Orthanc: the hospital's archive on port " + stack.ports().hospitalArchive() + ", the group's PACS on port "
                + stack.ports().groupPacs());
        stack.hospital()
                .notify(
                        "http://127.0.0.1:" + stack.ports().http() + "/overread/notify/studies/",
                        passwords.getProperty("notify-key"));
        stack.hospital().start();
        stack.group().start();
        stack.server().awaitStarted().awaitDeployed("overread.ear");
        say("WildFly is up; waiting until Overread is ready");
        stack.server().awaitReady();
    }

    /** Only when there is no configuration yet, or the kind of archive has changed: a person's changes are kept. */
    private void configure(Stack stack, String archive) {
        Http admin = stack.server().http().as("admin", files.passwords().getProperty("admin"));
        Http.Reply now = admin.get("/overread/api/configuration");
        String tag = now.header("ETag");
        boolean empty = now.status() != 200 || now.text().isBlank() || tag.contains("\"0\"");
        if (!empty && files.archive().equals(archive)) {
            return;
        }
        say("configuring: PUT /overread/api/configuration");
        String document = archive.isEmpty()
                ? QuickstartConfiguration.ownArchive(stack)
                : QuickstartConfiguration.existingArchive(stack, archive);
        (tag.isEmpty() ? admin : admin.header("If-Match", tag))
                .put("/overread/api/configuration", "application/yaml", document)
                .ok();
    }

    private void tellPasswords(boolean firstTime) {
        if (!firstTime) {
            say("users and passwords: " + files.passwordFile());
            return;
        }
        say("users of this installation (kept in " + files.passwordFile() + "):");
        Properties passwords = files.passwords();
        QuickstartFiles.USERS.forEach((name, roles) -> System.out.printf(
                "            %-18s %-16s %s%n", name, passwords.getProperty(name), String.join(", ", roles)));
    }

    private static void tellExistingArchive(Stack stack, String archive) {
        say("watching " + archive
                + ". Nothing was generated and nothing is sent. Studies that arrive there from now on are");
        System.out.println(
                "            cases in local triage. They leave only after a person has enabled a rule: as admin, GET");
        System.out.println("            http://127.0.0.1:" + stack.ports().http()
                + "/overread/api/configuration, set \"enabled: true\" on a rule,");
        System.out.println("            and PUT the document back with the ETag as If-Match.");
    }

    private int status() {
        Ports ports = files.ports();
        if (ports == null) {
            say("never started here: ./quickstart");
            return 1;
        }
        Stack stack = Stack.in(folder, ports);
        boolean server = stack.server().isRunning();
        line("PostgreSQL", stack.database().isRunning(), ports.database());
        line("WildFly", server, ports.http());
        line("hospital archive", stack.hospital().isRunning(), ports.hospitalArchive());
        line("group PACS", stack.group().isRunning(), ports.groupPacs());
        boolean ready = false;
        if (server) {
            try {
                ready = stack.http().get("/overread/api/health/ready").status() == 200;
            } catch (java.io.UncheckedIOException notUp) {
                ready = false;
            }
        }
        System.out.println(
                ready ? "Overread is ready: http://127.0.0.1:" + ports.http() + "/overread/" : "Overread is not ready");
        return ready ? 0 : 1;
    }

    private static void line(String part, boolean running, int port) {
        System.out.printf("%-18s %-8s port %d%n", part, running ? "running" : "stopped", port);
    }

    private int stop() {
        Ports ports = files.ports();
        Stack.in(folder, ports == null ? new Ports(0) : ports).stop();
        say("stopped; .quickstart/ keeps the data (remove the folder to begin anew)");
        return 0;
    }

    static void say(String text) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "    " + text);
    }

    private static long seconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }
}
