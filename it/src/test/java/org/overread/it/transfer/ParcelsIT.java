/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** On the running server, between real archives: a study in parcels, and one without identifiers. */
class ParcelsIT {
    private static final Duration LONG = Duration.ofMinutes(3);

    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = SendingStack.named("parcels");
        Path folder = Files.createDirectories(stack.folder().resolve("parcels"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        run(folder, "age-keygen", "-o", "opening.txt");
        run(folder, "openssl", "genpkey", "-algorithm", "ed25519", "-out", "signing.pem");
        run(folder, "openssl", "pkey", "-in", "signing.pem", "-pubout", "-out", "signing.pub.pem");
        String opening = Files.readString(folder.resolve("opening.txt"));
        stack.server()
                .environment("OVERREAD_SECRET_OPENING", line(opening, "AGE-SECRET-KEY-1"))
                .environment("OVERREAD_SECRET_SIGNING", Files.readString(folder.resolve("signing.pem")))
                .environment("OVERREAD_SECRET_PSEUDONYMS", "a key of more than sixteen letters");
        stack.withTestUsers().install().start();
        stack.configure(SendingStack.SITE.formatted(stack.hospital().dicomWeb())
                + """
                  - name: reading
                    kind: dicomweb
                    site: mercy
                    url: %s
                    inbox:
                      folder: %s
                      identities: ["${secret:opening}"]
                      senders:
                        - name: mercy
                          key: "%s"
                destinations:
                  - name: by-parcel
                    kind: parcel
                    parcel:
                      folder: %s
                      sender: mercy
                      signingKey: ${secret:signing}
                      recipients: [%s]
                  - name: blind
                    kind: dicomweb
                    url: %s
                    deidentify:
                      key: ${secret:pseudonyms}
                groups:
                  - name: night
                    tier: regional
                    destination: by-parcel
                  - name: opinion
                    tier: regional
                    destination: blind
                rules:
                  - name: mr
                    enabled: true
                    when: modality == "MR"
                    then:
                      group: night
                  - name: rest
                    enabled: true
                    when: "true"
                    then:
                      group: opinion
                """.formatted(
                                stack.group().dicomWeb(),
                                folder,
                                Files.readString(folder.resolve("signing.pub.pem"))
                                        .strip()
                                        .replace("\n", "\\n"),
                                folder,
                                line(opening, "# public key: ").substring(14),
                                stack.group().dicomWeb()));
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    private static String line(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Study sent(int number, String modality) {
        Study study = SendingStack.arrive(stack, number, modality, 5);
        SendingStack.announce(stack, study);
        SendingStack.becomes(stack, study, "VERIFIED");
        return study;
    }

    @Test
    void a_study_goes_out_in_parcels_and_comes_in_from_them() {
        Study study = sent(1, "MR");
        Waiting.until(
                "the other archive to have it",
                LONG,
                () -> stack.group().pixels(study.uid()).equals(study.pixels()),
                () -> stack.group().pixels(study.uid()).size() + " objects; "
                        + stack.server()
                                .logged()
                                .lines()
                                .filter(l -> l.contains("OVR0027"))
                                .toList());
    }

    @Test
    void a_study_without_identifiers_is_proved_object_by_object_and_has_its_pixels() throws Exception {
        Study study = sent(2, "CT");
        assertThat(stack.group().pixels(study.uid())).isEmpty();
        TreeMap<String, String> there = new TreeMap<>(stack.group().pixels(pseudonym(study.uid())));
        assertThat(there).hasSize(5);
        assertThat(new TreeSet<>(there.values()))
                .isEqualTo(new TreeSet<>(study.pixels().values()));
        assertThat(there.keySet()).doesNotContainAnyElementsOf(study.pixels().keySet());
    }

    private static String pseudonym(String uid) throws Exception {
        try (var connection = DriverManager.getConnection(
                        stack.database().url(),
                        stack.database().user(),
                        stack.database().password());
                var query = connection.prepareStatement("select pseudonym from pseudonym where original = ?")) {
            query.setString(1, uid);
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
