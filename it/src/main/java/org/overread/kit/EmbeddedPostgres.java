/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A PostgreSQL of one's own, from the binaries on the class path, on loopback only. It outlives this JVM: whoever opens
 * the same folder again finds it running.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "overread";
    private static final String PASSWORD = "overread";

    private final Path binaries;
    private final Path folder;
    private final int port;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private EmbeddedPostgres(Path binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    /** @param folder holds its data and its log; made when it is not there */
    public static EmbeddedPostgres in(Path folder, int port) {
        return new EmbeddedPostgres(binaries(), folder.toAbsolutePath(), port);
    }

    /** A server parameter, as in {@code postgresql.conf}; takes effect at the next start. */
    public EmbeddedPostgres with(String parameter, String value) {
        parameters.put(parameter, value);
        return this;
    }

    /** Starts it, made ready before when the folder is new; returns when it takes connections. */
    public EmbeddedPostgres start() {
        try {
            Files.createDirectories(folder);
            if (!Files.exists(data().resolve("PG_VERSION"))) {
                Path password = Files.writeString(folder.resolve("password"), PASSWORD);
                own(
                                "initdb",
                                "-D",
                                data().toString(),
                                "-U",
                                USER,
                                "--pwfile=" + password,
                                "-A",
                                "scram-sha-256",
                                "-E",
                                "UTF8",
                                "--locale=C",
                                "--no-sync")
                        .must();
                Files.delete(password);
            }
            List<String> options = new ArrayList<>(List.of(
                    "-p " + port,
                    "-c listen_addresses=127.0.0.1",
                    "-c unix_socket_directories=''",
                    "-c max_connections=400",
                    "-c shared_buffers=64MB"));
            parameters.forEach((name, value) -> options.add("-c " + name + "='" + value + "'"));
            own(
                            "pg_ctl",
                            "start",
                            "-w",
                            "-t",
                            "60",
                            "-D",
                            data().toString(),
                            "-l",
                            log().toString(),
                            "-o",
                            String.join(" ", options))
                    .must();
            try (Connection c = connect("postgres");
                    var found =
                            c.createStatement().executeQuery("select 1 from pg_database where datname = 'overread'")) {
                if (!found.next()) {
                    c.createStatement().execute("create database overread");
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL started but does not answer, see " + log(), e);
        }
    }

    /** The process ids of the server, its sessions and its upkeep; none while it does not run. */
    public Stream<Long> processes() {
        return Program.recorded(pidFile()).stream()
                .flatMap(own -> Stream.concat(Stream.of(own), own.descendants()))
                .map(ProcessHandle::pid);
    }

    public boolean isRunning() {
        return Program.recorded(pidFile()).isPresent();
    }

    /** Stops it as an operator would: sessions are ended, everything is written out. */
    public void stop() {
        if (isRunning()) {
            own("pg_ctl", "stop", "-m", "fast", "-w", "-t", "60", "-D", data().toString())
                    .must();
        }
    }

    /** SIGKILL to the server and each of its backends, as when the machine lost its power. */
    public void kill() {
        Program.recorded(pidFile()).ifPresent(postmaster -> {
            List<ProcessHandle> backends = postmaster.descendants().toList();
            Program.kill(postmaster);
            backends.forEach(Program::kill);
        });
    }

    public EmbeddedPostgres restart() {
        stop();
        return start();
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    public String url() {
        return url("overread");
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    public Connection connect() throws SQLException {
        return connect("overread");
    }

    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", PASSWORD);
        return DriverManager.getConnection(url(database), properties);
    }

    /** The one number (or 0 for null) that a query yields; for counts in tests. */
    public long number(String sql) {
        try (Connection c = connect();
                var rows = c.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Each row of a query, its columns parted by {@code |}. */
    public List<String> rows(String sql) {
        try (Connection c = connect();
                var rows = c.createStatement().executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> line = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    line.add(String.valueOf(rows.getString(i)));
                }
                lines.add(String.join("|", line));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public void execute(String sql) {
        try (Connection c = connect()) {
            c.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public Path log() {
        return folder.resolve("postgresql.log");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    /** PostgreSQL refuses to run as root: a user namespace of its own makes it somebody else. */
    private Program own(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (Program.asRoot()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return Program.of(command).with("LC_ALL", "C").with("TZ", "UTC");
    }

    private static synchronized Path binaries() {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String archive = "/postgres-linux-" + (machine.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
        Path home = Places.root().resolve("it/target/server/postgresql");
        if (Files.exists(home.resolve("bin/postgres"))) {
            return home;
        }
        try (InputStream in = EmbeddedPostgres.class.getResourceAsStream(archive)) {
            if (in == null) {
                throw new IllegalStateException("no PostgreSQL for this machine on the class path: " + archive);
            }
            Files.createDirectories(home.getParent());
            Path packed = Files.createTempFile(home.getParent(), "postgresql-", ".txz");
            Path unpacked = Files.createTempDirectory(home.getParent(), "postgresql-");
            Files.copy(in, packed, StandardCopyOption.REPLACE_EXISTING);
            Program.of("tar", "-xJf", packed.toString(), "-C", unpacked.toString())
                    .must();
            Program.of("chmod", "755", unpacked.toString()).must();
            Files.delete(packed);
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
