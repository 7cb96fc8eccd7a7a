/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One WildFly with a base folder of its own; all of them share the unpacked server, which is never written to. It
 * outlives this JVM: whoever opens the same folder again finds it running.
 */
public final class WildFly implements AutoCloseable {
    private static final List<String> JVM = List.of(
            "-Xms64m",
            "-Xmx640m",
            "-XX:MetaspaceSize=96m",
            "-XX:MaxMetaspaceSize=384m",
            "-XX:+UseSerialGC",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.awt.headless=true",
            "-Djboss.modules.system.pkgs=org.jboss.byteman");
    /** What the server's own start script gives a modular JVM ({@code bin/common.sh}). */
    private static final List<String> MODULAR = List.of(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    private final Path home;
    private final Path base;
    private final Ports ports;
    private final String configuration;
    private final WildFlyFiles files;
    private final WildFlyDeployments deployments;
    private final WildFlyCli cli;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();

    private WildFly(Path home, Path base, Ports ports, String configuration) {
        this.home = home;
        this.base = base;
        this.ports = ports;
        this.configuration = configuration;
        this.files = new WildFlyFiles(home, base);
        this.deployments = new WildFlyDeployments(base.resolve("deployments"));
        this.cli = new WildFlyCli(files, configuration, ports.management());
    }

    /** A server on plain {@code standalone.xml}, as the archive's own set-up uses it. */
    public static WildFly in(Path base, Ports ports) {
        return in(base, ports, "standalone.xml");
    }

    /** @param base its own folder, copied from the unpacked server when it is not there */
    public static WildFly in(Path base, Ports ports, String configuration) {
        WildFly server = new WildFly(Places.wildfly(), base.toAbsolutePath(), ports, configuration);
        server.files.lay();
        return server;
    }

    /** A system property of the server, from its next start on. */
    public WildFly with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /** A variable in the server's environment, from its next start on. */
    public WildFly environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** An option of its JVM, from its next start on. */
    public WildFly jvm(String option) {
        options.add(option);
        return this;
    }

    /** Makes {@code org.postgresql} known to this server alone, in a module folder of its own. */
    public WildFly driver(Path jar) {
        files.driver(jar);
        return this;
    }

    /** A user of the local realm; known from the next start on. */
    public WildFly user(String name, String password, String... roles) {
        files.user(name, password, roles);
        return this;
    }

    /** Runs a script of {@code standalone-config} against the stopped server. */
    public String offline(Path script) {
        return cli.offline(script);
    }

    public String offline(Path script, Map<String, String> variables) {
        return cli.offline(script, variables);
    }

    /** Runs a script against the running server. */
    public String online(Path script) {
        return cli.online(script);
    }

    /** One command to the running server. */
    public String command(String line) {
        return cli.command(line);
    }

    /** Puts an archive where the deployment scanner finds it; works on the stopped and on the running server. */
    public WildFly deploy(Path archive) {
        deployments.deploy(archive);
        return this;
    }

    /** Takes a deployment away from the running server and waits until it is gone. */
    public void undeploy(String name) {
        deployments.undeploy(name);
    }

    /** Whether what is deployed under the archive's name has the same bytes. */
    public boolean holds(Path archive) {
        return deployments.holds(archive);
    }

    public boolean isDeployed(String name) {
        return deployments.isDeployed(name);
    }

    /** The driver that this JVM itself uses. */
    public static Path ownDriver() {
        try {
            return Path.of(org.postgresql.Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the scanner has deployed it; throws with the server's reason when it fails. */
    public WildFly awaitDeployed(String name) {
        Waiting.until(
                "deployment of " + name,
                Duration.ofMinutes(10),
                () -> {
                    if (!isRunning()) {
                        throw new Waiting.Hopeless("the server ended: see " + log());
                    }
                    String reason = deployments.failure(name);
                    if (!reason.isEmpty()) {
                        throw new Waiting.Hopeless(name + " failed: "
                                + reason.substring(0, Math.min(800, reason.length())) + "\nsee " + log());
                    }
                    return isDeployed(name);
                },
                () -> "see " + log());
        return this;
    }

    /** Starts the server's process; returns at once. */
    public WildFly launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-D[Standalone]");
        command.addAll(JVM);
        command.addAll(options);
        command.addAll(MODULAR);
        command.add("-Dorg.jboss.boot.log.file=" + log());
        command.add("-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"));
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", files.modulePath(), "org.jboss.as.standalone"));
        command.add("-Djboss.home.dir=" + home);
        command.add("-Djboss.server.base.dir=" + base);
        command.add("-Djboss.socket.binding.port-offset=" + ports.offset());
        command.add("-Djboss.node.name=node" + ports.offset());
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-c", configuration, "-b", "127.0.0.1", "-bmanagement", "127.0.0.1"));
        try {
            Files.createDirectories(log().getParent());
            Program.record(
                    Program.of(command).in(base).with(environment).start(base.resolve("console.log")), pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Starts the server and waits until it is up, with what it deploys. */
    public WildFly start() {
        launch();
        return awaitStarted();
    }

    public WildFly awaitStarted() {
        Waiting.until(
                "start of WildFly",
                Duration.ofMinutes(10),
                () -> {
                    if (!isRunning()) {
                        throw new Waiting.Hopeless("the server ended: see " + base.resolve("console.log"));
                    }
                    return new Http("http://127.0.0.1:" + ports.management())
                                    .get("/health/live")
                                    .status()
                            == 200;
                },
                () -> "see " + log());
        return this;
    }

    /** Waits until {@code /overread/api/health/ready} answers 200. */
    public WildFly awaitReady() {
        Waiting.until(
                "readiness of Overread",
                Duration.ofMinutes(10),
                () -> http().get("/overread/api/health/ready").status() == 200,
                () -> "see " + log());
        return this;
    }

    public boolean isRunning() {
        return Program.recorded(pidFile()).isPresent();
    }

    public void stop() {
        Program.recorded(pidFile()).ifPresent(process -> Program.end(process, Duration.ofSeconds(60)));
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        Program.recorded(pidFile()).ifPresent(Program::kill);
    }

    public long pid() {
        return Program.recorded(pidFile()).orElseThrow().pid();
    }

    @Override
    public void close() {
        stop();
    }

    public Http http() {
        return new Http("http://127.0.0.1:" + ports.http());
    }

    public Ports ports() {
        return ports;
    }

    public Path base() {
        return base;
    }

    public Path log() {
        return base.resolve("log/server.log");
    }

    /** All that the server has logged so far. */
    public String logged() {
        try {
            return Files.exists(log()) ? new String(Files.readAllBytes(log()), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return base.resolve("server.pid");
    }
}
