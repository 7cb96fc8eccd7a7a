/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.overread.transfer.parcel.SampleParcels.NOW;
import static org.overread.transfer.parcel.SampleParcels.noise;
import static org.overread.transfer.parcel.SampleParcels.packed;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parcels in the hands of programs that nobody here wrote, and of the recipient's tool. */
class ParcelToolsTest {
    private final ParcelKeys.Opening group = ParcelKeys.newOpening();
    private final KeyPair signing = ParcelKeys.newSigning();

    @Test
    void age_unzip_sha256sum_and_openssl_open_and_check_it_without_us(@TempDir Path folder) throws Exception {
        assumeThat(has("age") && has("openssl") && has("unzip") && has("sha256sum"))
                .isTrue();
        byte[] object = noise(1, 300_000);
        Files.write(folder.resolve("p.age"), packed(signing, List.of(group.recipient()), object, noise(2, 5)));
        Files.writeString(folder.resolve("key.txt"), group.identity() + "\n");
        Files.writeString(folder.resolve("mercy.pem"), ParcelKeys.pem(signing.getPublic()));
        run(folder, "age", "-d", "-i", "key.txt", "-o", "p.zip", "p.age");
        run(folder, "unzip", "-q", "p.zip");
        run(folder, "sha256sum", "-c", "--strict", "SHA256SUMS");
        run(
                folder,
                "openssl",
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                "mercy.pem",
                "-rawin",
                "-in",
                "parcel.json",
                "-sigfile",
                "parcel.sig");
        assertThat(Files.readAllBytes(folder.resolve("objects/00000001.dcm"))).isEqualTo(object);
    }

    @Test
    void keys_made_by_age_keygen_and_openssl_are_ours_too(@TempDir Path folder) throws Exception {
        assumeThat(has("age-keygen") && has("openssl")).isTrue();
        run(folder, "age-keygen", "-o", "key.txt");
        run(folder, "openssl", "genpkey", "-algorithm", "ed25519", "-out", "s.pem");
        run(folder, "openssl", "pkey", "-in", "s.pem", "-pubout", "-out", "s.pub.pem");
        String recipient = Files.readAllLines(folder.resolve("key.txt")).stream()
                .filter(line -> line.startsWith("# public key: "))
                .map(line -> line.substring(14))
                .findFirst()
                .orElseThrow();
        KeyPair pair = new KeyPair(
                ParcelKeys.publicKey(Files.readString(folder.resolve("s.pub.pem"))),
                ParcelKeys.privateKey(Files.readString(folder.resolve("s.pem"))));
        Files.write(folder.resolve("p.age"), packed(pair, List.of(recipient), noise(1, 10)));
        assertThat(unpack(folder, "key.txt", "s.pub.pem", "p.age")).isZero();
        assertThat(unpack(folder, "key.txt", "s.pub.pem", "p.age")).isEqualTo(1);
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".dcm"))).hasSize(1);
        }
    }

    @Test
    void the_tool_leaves_nothing_of_a_parcel_that_it_refuses(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(Unpack.run(NOW, new PrintStream(said), System.err, "--keygen", folder.toString()))
                .isZero();
        String recipient =
                Files.readAllLines(folder.resolve("opening.txt")).get(0).substring(14);
        byte[] parcel = packed(signing, List.of(recipient), noise(1, 200_000));
        parcel[parcel.length - 1] ^= 1;
        Files.write(folder.resolve("p.age"), parcel);
        Files.writeString(folder.resolve("mercy.pem"), ParcelKeys.pem(signing.getPublic()));
        assertThat(unpack(folder, "opening.txt", "mercy.pem", "p.age")).isEqualTo(1);
        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertThat(left).isEmpty();
        }
        assertThat(Unpack.run(NOW, System.out, new PrintStream(said), "--identity"))
                .isEqualTo(2);
    }

    private static int unpack(Path folder, String identity, String sender, String parcel) {
        return Unpack.run(
                NOW,
                System.out,
                System.err,
                "--identity",
                folder.resolve(identity).toString(),
                "--sender",
                "mercy=" + folder.resolve(sender),
                "--out",
                folder.resolve("out").toString(),
                folder.resolve(parcel).toString());
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static void run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
