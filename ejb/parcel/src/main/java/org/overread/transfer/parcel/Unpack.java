/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The recipient's program, {@code java -jar overread-unpack.jar}: opens a parcel, checks all of it and only then gives the objects.
 * Ends with 0 when it is whole, 1 when the parcel is refused, 2 when it was called wrongly.
 */
public final class Unpack {
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final String USAGE = """
            Opens a parcel of Overread.

              java -jar overread-unpack.jar --identity KEY.txt --sender NAME=KEY.pem [--out DIRECTORY] PARCEL.age…
              java -jar overread-unpack.jar --keygen DIRECTORY

            --identity  our secret key, as age-keygen writes it; may be given more than once
            --sender    a sender's name and public key (Ed25519, PEM); may be given more than once
            --out       where the objects go, in a folder for each parcel; here by default
            --keygen    makes a new pair of keys for opening and one for signing
            """;

    private final List<String> identities = new ArrayList<>();
    private final Map<String, PublicKey> senders = new HashMap<>();
    private final List<Path> parcels = new ArrayList<>();
    private final Clock clock;
    private Path out = Path.of(".");

    private Unpack(Clock clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        System.exit(run(Clock.systemUTC(), System.out, System.err, arguments));
    }

    static int run(Clock clock, PrintStream out, PrintStream err, String... arguments) {
        try {
            if (arguments.length == 2 && arguments[0].equals("--keygen")) {
                return keygen(Path.of(arguments[1]), out);
            }
            Unpack unpack = new Unpack(clock);
            if (!unpack.understands(arguments)) {
                err.print(USAGE);
                return 2;
            }
            return unpack.all(out, err);
        } catch (GeneralSecurityException e) {
            err.println("A key cannot be used. It must be one of age, or a PEM file of an Ed25519 key.");
            return 2;
        } catch (IOException e) {
            err.println("A file cannot be read or written: " + e.getClass().getSimpleName());
            return 2;
        }
    }

    private boolean understands(String... arguments) throws IOException, GeneralSecurityException {
        for (int i = 0; i < arguments.length; i++) {
            boolean option = arguments[i].startsWith("--");
            if (option && i + 1 == arguments.length) {
                return false;
            }
            switch (arguments[i]) {
                case "--identity" -> identity(Path.of(arguments[++i]));
                case "--out" -> out = Path.of(arguments[++i]);
                case "--sender" -> {
                    String[] parts = arguments[++i].split("=", 2);
                    if (parts.length < 2) {
                        return false;
                    }
                    senders.put(parts[0], ParcelKeys.publicKey(Files.readString(Path.of(parts[1]))));
                }
                default -> {
                    if (option) {
                        return false;
                    }
                    parcels.add(Path.of(arguments[i]));
                }
            }
        }
        return !identities.isEmpty() && !senders.isEmpty() && !parcels.isEmpty();
    }

    private void identity(Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String text = line.strip();
            if (text.startsWith("AGE-SECRET-KEY-1")) {
                identities.add(text);
            }
        }
    }

    private int all(PrintStream said, PrintStream err) throws IOException, GeneralSecurityException {
        int worst = 0;
        for (Path parcel : parcels) {
            try {
                Manifest manifest = one(parcel);
                said.println(parcel.getFileName() + ": " + manifest.objects() + " objects of " + manifest.sender()
                        + " in " + manifest.id());
            } catch (ParcelRefused e) {
                err.println(parcel.getFileName() + ": " + e.getMessage());
                worst = 1;
            }
        }
        return worst;
    }

    private Manifest one(Path parcel) throws IOException, GeneralSecurityException {
        Files.createDirectories(out);
        Path received = out.resolve(".received");
        List<String> known = Files.exists(received) ? Files.readAllLines(received) : List.of();
        Path apart = Files.createTempDirectory(out, ".unpacking");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(parcel))) {
            ParcelReader reader = new ParcelReader(identities, senders, LIFETIME, clock);
            Manifest manifest = reader.read(
                    in,
                    (name, content) -> Files.copy(content, apart.resolve(name.substring(name.indexOf('/') + 1))),
                    id -> !known.contains(id));
            // a UUID of the signed manifest: no other form becomes a path
            Path folder = out.resolve(java.util.UUID.fromString(manifest.id()).toString());
            Files.writeString(received, manifest.id() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Files.move(apart, folder);
            return manifest;
        } finally {
            remove(apart);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static int keygen(Path folder, PrintStream said) throws IOException {
        Files.createDirectories(folder);
        ParcelKeys.Opening opening = ParcelKeys.newOpening();
        KeyPair signing = ParcelKeys.newSigning();
        secret(
                folder.resolve("opening.txt"),
                "# public key: " + opening.recipient() + "\n" + opening.identity() + "\n");
        secret(folder.resolve("signing.pem"), ParcelKeys.pem(signing.getPrivate()));
        Files.writeString(folder.resolve("signing.pub.pem"), ParcelKeys.pem(signing.getPublic()));
        said.println("Give to those who send to you: " + opening.recipient());
        said.println("Give to those who get from you: " + folder.resolve("signing.pub.pem"));
        said.println("Keep to yourself: opening.txt, signing.pem");
        return 0;
    }

    /** Readable by its owner alone, from the moment on that it is there. */
    private static void secret(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
