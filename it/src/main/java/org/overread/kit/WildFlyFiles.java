/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The base folder of one server: its configuration, its users and its own modules. */
record WildFlyFiles(Path home, Path base) {
    /** The first time, copies the configuration from the unpacked server. */
    void lay() {
        if (Files.exists(base.resolve("configuration"))) {
            return;
        }
        try {
            Files.createDirectories(base.resolve("deployments"));
            Files.createDirectories(modules());
            Path part = base.resolve("configuration.part");
            Files.createDirectories(part);
            try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, part.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(part, base.resolve("configuration"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes {@code org.postgresql} known to this server alone, in a module folder of its own. */
    void driver(Path jar) {
        try {
            Path module = Files.createDirectories(modules().resolve("org/postgresql/main"));
            Files.copy(jar, module.resolve("postgresql.jar"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(module.resolve("module.xml"), """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <module xmlns="urn:jboss:module:1.9" name="org.postgresql">
                      <resources><resource-root path="postgresql.jar"/></resources>
                      <dependencies><module name="java.se"/><module name="jdk.net"/><module name="jakarta.transaction.api"/></dependencies>
                    </module>
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A user of the local realm; known from the next start on. */
    void user(String name, String password, String... roles) {
        String hash = hash(name + ":ApplicationRealm:" + password);
        put(base.resolve("configuration/application-users.properties"), name, hash);
        put(base.resolve("configuration/application-roles.properties"), name, String.join(",", roles));
    }

    /** Where modules are looked for: its own, then the unpacked server's. */
    String modulePath() {
        return modules() + File.pathSeparator + home.resolve("modules");
    }

    private Path modules() {
        return base.resolve("modules");
    }

    private static void put(Path file, String name, String value) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            lines.removeIf(line -> line.startsWith(name + "="));
            lines.add(name + "=" + value);
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The form that the server's properties realm stores (it compares by it, and BASIC sends the password itself). */
    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
