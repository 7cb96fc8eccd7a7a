/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that one Overread needs, on loopback and under one folder: PostgreSQL, WildFly with the EAR, and two Orthancs, the
 * hospital's archive and the reading group's PACS. The parts outlive this JVM until {@link #stop()}.
 *
 * <p>Tests that only send and look use {@link #shared()}; one that kills, or wants settings of its own, makes its own
 * with {@link #fresh(String)}.
 */
public final class Stack implements AutoCloseable {
    /** The users of the local realm that a test stack knows, each with its own name as password. */
    public static final Map<String, String[]> TEST_USERS = Map.of(
            "admin", new String[] {"overread-admin", "overread-raw-hl7"},
            "coordinator", new String[] {"overread-coordinator"},
            "integrator", new String[] {"overread-integrator", "overread-raw-hl7"},
            "auditor", new String[] {"overread-auditor"},
            "radiologist", new String[] {"overread-radiologist", "group:local"},
            "radiologist2", new String[] {"overread-radiologist", "group:local"},
            "stranger", new String[] {"overread-radiologist", "group:elsewhere"},
            "technologist", new String[] {"overread-technologist", "site:mercy"});

    /**
     * Further users of a test stack, for asking the same of each role from three places: {@code own-ROLE} of the site mercy
     * and the group local, {@code group-ROLE} of the same site and the group elsewhere, {@code foreign-ROLE} of the site
     * lakeside and the group far.
     */
    public static final Map<String, String[]> MATRIX_USERS = matrixUsers();

    /** The key of notices that a test stack knows. */
    /** Signs the seals of the audit trail, on each node of a test the same. */
    public static final String TEST_AUDIT_KEY = QuickstartFiles.newSigningKey();

    public static final String TEST_NOTIFY_KEY = "notify-key";

    private static @Nullable Stack shared;

    private static Map<String, String[]> matrixUsers() {
        Map<String, String[]> users = new LinkedHashMap<>();
        Map<String, String[]> places = new LinkedHashMap<>();
        places.put("own", new String[] {"site:mercy", "group:local"});
        places.put("group", new String[] {"site:mercy", "group:elsewhere"});
        places.put("foreign", new String[] {"site:lakeside", "group:far"});
        for (String role :
                List.of("admin", "coordinator", "radiologist", "technologist", "referrer", "auditor", "integrator")) {
            places.forEach((place, names) ->
                    users.put(place + "-" + role, new String[] {"overread-" + role, names[0], names[1]}));
        }
        users.put("own-admin", new String[] {"overread-admin", "overread-raw-hl7", "site:mercy"});
        users.put("own-integrator", new String[] {"overread-integrator", "overread-raw-hl7", "site:mercy"});
        return users;
    }

    private final Path folder;
    private final Ports ports;
    private final EmbeddedPostgres database;
    private final WildFly server;
    private final Orthanc hospital;
    private final Orthanc group;

    private Stack(Path folder, Ports ports) {
        this.folder = folder;
        this.ports = ports;
        this.database = EmbeddedPostgres.in(folder.resolve("database"), ports.database());
        this.hospital = Orthanc.in(folder.resolve("hospital"), "HOSPITAL", ports.hospitalArchive());
        this.group = Orthanc.in(folder.resolve("group"), "GROUP", ports.groupPacs());
        this.hospital.peer("group", group.dicomWeb() + "/");
        this.server = WildFly.in(folder.resolve("server"), ports)
                .environment("OVERREAD_DB_URL", database.url())
                .environment("OVERREAD_DB_USER", database.user())
                .environment("OVERREAD_DB_PASSWORD", database.password())
                .environment("OVERREAD_AUDIT_ANCHOR_FILE", anchors().toString());
    }

    /** A stack in a folder; what is there from before is kept and used again. */
    public static Stack in(Path folder, Ports ports) {
        return new Stack(folder, ports);
    }

    /** A new stack for one test, with an empty folder and ports that are free; not yet started. */
    public static Stack fresh(String name) {
        Path folder = Places.scratch().resolve(name);
        Stack before = Files.exists(folder) ? new Stack(folder, new Ports(0)) : null;
        if (before != null) {
            before.stop();
            delete(folder);
        }
        return new Stack(folder, Ports.freeFrom(testOffset() + 20));
    }

    /** The one stack that all tests of this JVM share, started at the first call, stopped when the JVM ends. */
    public static synchronized Stack shared() {
        if (shared == null) {
            Path folder = Places.scratch().resolve("shared");
            if (Files.exists(folder)) {
                new Stack(folder, new Ports(testOffset())).stop();
                delete(folder);
            }
            Stack stack = new Stack(folder, Ports.freeFrom(testOffset()));
            if (!Boolean.getBoolean("overread.it.keep")) {
                Runtime.getRuntime().addShutdownHook(new Thread(stack::stop, "stop the shared stack"));
            }
            stack.withTestUsers().install().start();
            shared = stack;
        }
        return shared;
    }

    private static int testOffset() {
        return Integer.getInteger("overread.it.offset", 1000);
    }

    public Stack withTestUsers() {
        TEST_USERS.forEach((name, roles) -> server.user(name, name, roles));
        MATRIX_USERS.forEach((name, roles) -> server.user(name, name, roles));
        server.environment("OVERREAD_NOTIFY_KEY", TEST_NOTIFY_KEY)
                .environment("OVERREAD_AUDIT_KEY", "audit-test")
                .environment("OVERREAD_SECRET_AUDIT_TEST", TEST_AUDIT_KEY)
                .environment("OVERREAD_AUDIT_ANCHOR_EVERY", "PT2S");
        return this;
    }

    /** Prepares the stopped server: driver, {@code install.cli}, EAR. */
    public Stack install() {
        server.driver(WildFly.ownDriver());
        server.offline(Places.root().resolve("standalone-config/install.cli"));
        server.deploy(Places.ear());
        return this;
    }

    /** Starts every part and waits until Overread is ready. */
    public Stack start() {
        database.start();
        server.launch();
        hospital.start();
        group.start();
        server.awaitStarted().awaitDeployed("overread.ear").awaitReady();
        return this;
    }

    /** Whether all of it runs, with the EAR that was built last. */
    public boolean isUpToDate() {
        return server.isRunning()
                && server.isDeployed("overread.ear")
                && server.holds(Places.ear())
                && database.isRunning()
                && hospital.isRunning()
                && group.isRunning();
    }

    /** Puts a configuration document (YAML) in place as the administrator of a test stack. */
    public Stack configure(String yaml) {
        Http admin = as("admin");
        String tag = admin.get("/overread/api/configuration").header("ETag");
        Http with = tag.isEmpty() ? admin : admin.header("If-Match", tag);
        with.put("/overread/api/configuration", "application/yaml", yaml).ok();
        return this;
    }

    /** A caller of Overread; for a user of {@link #TEST_USERS}. */
    public Http as(String user) {
        return server.http().as(user, user);
    }

    /** A caller with no name. */
    public Http http() {
        return server.http();
    }

    /** A new HL7 connection. */
    public MllpClient mllp() throws IOException {
        return MllpClient.to(ports.mllp());
    }

    /** Generated studies of this stack. */
    public DicomStudies studies() {
        return DicomStudies.in(folder.resolve("studies"));
    }

    public EmbeddedPostgres database() {
        return database;
    }

    public WildFly server() {
        return server;
    }

    /** The hospital's archive. */
    public Orthanc hospital() {
        return hospital;
    }

    /** The reading group's PACS. */
    public Orthanc group() {
        return group;
    }

    public Ports ports() {
        return ports;
    }

    public Path folder() {
        return folder;
    }

    /** Where the server tells the seals of its audit trail, beside the database and not in it. */
    public Path anchors() {
        return folder.resolve("audit-anchors.txt").toAbsolutePath();
    }

    /** Stops every part that runs; no process is left. */
    public void stop() {
        server.stop();
        hospital.stop();
        group.stop();
        database.stop();
    }

    @Override
    public void close() {
        stop();
    }

    static void delete(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
