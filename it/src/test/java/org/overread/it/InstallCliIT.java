/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.kit.EmbeddedPostgres;
import org.overread.kit.Http;
import org.overread.kit.Places;
import org.overread.kit.Ports;
import org.overread.kit.WildFly;

/** {@code install.cli} adds what is missing, once; {@code remove.cli} takes away exactly that; nobody else notices. */
class InstallCliIT {
    private static final Path SCRIPTS = Places.root().resolve("standalone-config");
    private static final String READ = ":read-resource(recursive=true,include-defaults=false)";
    /** What the archive's own set-up has put into a plain server. */
    private static final String ARCHIVE_LIKE = """
            /subsystem=datasources/jdbc-driver=psql:add(driver-name=psql,driver-module-name=org.postgresql)
            /subsystem=datasources/data-source=PacsDS:add(jndi-name=java:/PacsDS,driver-name=psql,connection-url="jdbc:postgresql://127.0.0.1:5432/pacsdb",user-name=pacs,password=pacs)
            /subsystem=ee:write-attribute(name=spec-descriptor-property-replacement,value=true)
            /subsystem=ee/managed-executor-service=default:undefine-attribute(name=hung-task-threshold)
            /subsystem=undertow/server=default-server/http-listener=default:write-attribute(name=max-post-size,value=10000000000)
            /system-property=dcm4chee-arc.DeviceName:add(value=dcm4chee-arc)
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standalone.xml",
                "standalone-full.xml",
                "standalone-ha.xml",
                "standalone-full-ha.xml",
                "standalone.xml with an archive"
            })
    void a_second_install_changes_nothing_and_remove_restores_a_stopped_server(String start) throws IOException {
        boolean archive = start.endsWith("an archive");
        WildFly server = WildFly.in(folder.resolve("server"), new Ports(0), start.replace(" with an archive", ""))
                .driver(WildFly.ownDriver());
        String install = Files.readString(SCRIPTS.resolve("install.cli"));
        String remove = Files.readString(SCRIPTS.resolve("remove.cli"));
        Path all = folder.resolve("all.cli");
        Files.writeString(
                all,
                (archive ? ARCHIVE_LIKE : "")
                        + dump("before")
                        + install
                        + dump("first")
                        + install
                        + dump("second")
                        + remove
                        + remove);
        Path again = Files.writeString(folder.resolve("again.cli"), dump("after"));

        String output = server.offline(all) + server.offline(again);

        assertThat(part(output, "first")).isNotEqualTo(part(output, "before")).contains("OverreadDS");
        assertThat(part(output, "second")).isEqualTo(part(output, "first"));
        assertThat(part(output, "after")).isEqualTo(part(output, "before"));
        if (archive) {
            assertThat(part(output, "first"))
                    .as("the archive's driver is used, no second one added")
                    .doesNotContain("overread-postgresql")
                    .containsPattern("\"driver-name\" => \"psql\"[\\s\\S]*OverreadDS|OverreadDS[\\s\\S]*\"psql\"");
        }
    }

    @Test
    void on_a_running_server_the_same_and_it_ends_with_no_reload_pending() {
        try (WildFly server = WildFly.in(folder.resolve("server"), Ports.freeFrom(1200))
                .driver(WildFly.ownDriver())
                .start()) {
            String before = server.command(READ);
            server.online(SCRIPTS.resolve("install.cli"));
            String first = server.command(READ);
            server.online(SCRIPTS.resolve("install.cli"));
            String second = server.command(READ);
            assertThat(server.command(":read-attribute(name=server-state)")).contains("\"running\"");
            server.online(SCRIPTS.resolve("remove.cli"));
            assertThat(server.command(":read-attribute(name=server-state)")).contains("\"running\"");
            assertThat(second).isEqualTo(first).isNotEqualTo(before);
            // a server that once had messaging lists its (empty) access classifications until it is started anew
            server.stop();
            server.start();
            assertThat(server.command(READ)).isEqualTo(before);
        }
    }

    @Test
    @Tag("soak")
    void another_ear_with_an_mdb_works_throughout_and_ours_leaves_no_thread_port_or_file_behind() throws IOException {
        Ports ports = Ports.freeFrom(1200);
        Path other = otherEar();
        try (EmbeddedPostgres database = EmbeddedPostgres.in(folder.resolve("database"), ports.database())
                        .start();
                WildFly server = WildFly.in(folder.resolve("server"), ports, "standalone-full.xml")) {
            server.environment("OVERREAD_DB_URL", database.url())
                    .environment("OVERREAD_DB_USER", database.user())
                    .environment("OVERREAD_DB_PASSWORD", database.password())
                    .driver(WildFly.ownDriver())
                    .deploy(other)
                    .start()
                    .awaitDeployed("other.ear");
            assertThat(heard(server, "before")).isEqualTo("heard");

            server.online(SCRIPTS.resolve("install.cli"));
            server.deploy(Places.ear()).awaitDeployed("overread.ear").awaitReady();
            assertThat(heard(server, "between")).isEqualTo("heard");

            // the first undeployment shows what leaks; the second, that it does not add up
            server.undeploy("overread.ear");
            long files = Leftovers.filesOnceNothingOfOursIsLeft(server);
            server.deploy(Places.ear()).awaitDeployed("overread.ear").awaitReady();
            assertThat(server.http().get("/overread/api/health/ready").status()).isEqualTo(200);
            server.undeploy("overread.ear");
            assertThat(Leftovers.filesOnceNothingOfOursIsLeft(server)).isLessThanOrEqualTo(files + 8);
            assertThat(heard(server, "undeployed")).isEqualTo("heard");

            server.online(SCRIPTS.resolve("remove.cli"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(heard(server, "after")).isEqualTo("heard"));
        }
    }

    private static String heard(WildFly server, String word) {
        Http.Reply reply = server.http().get("/other/say?word=" + word);
        return reply.status() == 200 ? reply.text() : reply.toString();
    }

    private Path otherEar() throws IOException {
        Path war = folder.resolve("other.war");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
            for (String name : List.of("OtherBean", "OtherServlet")) {
                String path = "org/overread/it/other/" + name + ".class";
                try (InputStream in = InstallCliIT.class.getClassLoader().getResourceAsStream(path)) {
                    entry(zip, "WEB-INF/classes/" + path, in.readAllBytes());
                }
            }
        }
        Path ear = folder.resolve("other.ear");
        try (OutputStream out = Files.newOutputStream(ear);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "META-INF/application.xml", """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
                      <module><web><web-uri>other.war</web-uri><context-root>/other</context-root></web></module>
                    </application>
                    """.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            entry(zip, "other.war", Files.readAllBytes(war));
        }
        return ear;
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static String dump(String name) {
        return "echo <<" + name + "\n" + READ + "\necho " + name + ">>\n";
    }

    private static String part(String output, String name) {
        var found = Pattern.compile("<<" + name + "\\s(.*?)" + name + ">>", Pattern.DOTALL)
                .matcher(output);
        assertThat(found.find())
                .as("the output holds the part " + name + ":\n" + output)
                .isTrue();
        return found.group(1);
    }
}
