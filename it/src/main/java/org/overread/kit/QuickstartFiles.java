/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a quick start remembers between two runs, all below {@code .quickstart/}. */
final class QuickstartFiles {
    /** Who can log in: name and roles. */
    static final Map<String, String[]> USERS = users();

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private final Path folder;

    QuickstartFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String[]> users() {
        Map<String, String[]> users = new LinkedHashMap<>();
        users.put("admin", new String[] {"overread-admin", "overread-raw-hl7"});
        users.put("coordinator", new String[] {"overread-coordinator"});
        users.put("radiologist", new String[] {"overread-radiologist", "group:local"});
        users.put("neuroradiologist", new String[] {"overread-radiologist", "group:neuro"});
        users.put("technologist", new String[] {"overread-technologist", "site:mercy"});
        users.put("integrator", new String[] {"overread-integrator", "overread-raw-hl7"});
        users.put("auditor", new String[] {"overread-auditor"});
        return users;
    }

    /** The ports of the last start, or null when there was none. */
    @Nullable
    Ports ports() {
        String offset = read("settings").getProperty("port-offset");
        return offset == null ? null : new Ports(Integer.parseInt(offset));
    }

    /** The existing archive of the last start; empty = its own one; {@code ?} when none was configured yet. */
    String archive() {
        return read("settings").getProperty("archive", "?");
    }

    void remember(Ports ports, String archive) {
        Properties settings = new Properties();
        settings.setProperty("port-offset", Integer.toString(ports.offset()));
        settings.setProperty("archive", archive);
        write("settings", settings);
    }

    void rememberPorts(Ports ports) {
        Properties settings = read("settings");
        settings.setProperty("port-offset", Integer.toString(ports.offset()));
        write("settings", settings);
    }

    boolean hasPasswords() {
        return Files.exists(passwordFile());
    }

    Path passwordFile() {
        return folder.resolve("passwords");
    }

    /** Passwords by user, generated at the first call; only the owner of the folder can read the file. */
    Properties passwords() {
        if (!hasPasswords()) {
            Properties generated = new Properties();
            USERS.keySet().forEach(user -> generated.setProperty(user, random(14)));
            generated.setProperty("notify-key", random(32));
            generated.setProperty("audit-key", newSigningKey());
            write("passwords", generated);
        }
        return read("passwords");
    }

    /** A key for the seals of the audit trail, as the server wants it: Ed25519, PKCS #8 in base64. */
    static String newSigningKey() {
        try {
            return Base64.getEncoder()
                    .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                            .generateKeyPair()
                            .getPrivate()
                            .getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has Ed25519", e);
        }
    }

    /** Adds what was generated to the ledger, so that a later run can tell it from what should not be there. */
    void addGenerated(Study study) {
        try {
            List<String> lines = new ArrayList<>();
            study.pixels().forEach((sop, sha) -> lines.add(sop + " " + sha + " " + study.uid()));
            Files.write(
                    folder.resolve("generated"),
                    lines,
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SOP Instance UID to SHA-256 of the pixels, of all that was ever generated into this folder. */
    Map<String, String> generated() {
        Map<String, String> all = new LinkedHashMap<>();
        Path ledger = folder.resolve("generated");
        try {
            if (Files.exists(ledger)) {
                for (String line : Files.readAllLines(ledger)) {
                    String[] parts = line.split(" ", -1);
                    all.put(parts[0], parts[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static String random(int length) {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private Properties read(String name) {
        Properties properties = new Properties();
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }

    private void write(String name, Properties properties) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            List<String> lines = new ArrayList<>();
            properties.stringPropertyNames().stream()
                    .sorted()
                    .forEach(key -> lines.add(key + "=" + properties.getProperty(key)));
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
