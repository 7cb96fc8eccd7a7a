/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie on this machine: the project's root and what its build has laid out below it. */
public final class Places {
    private Places() {}

    /** The project's root: {@code -Doverread.root}, else the nearest folder upwards that holds {@code standalone-config}. */
    public static Path root() {
        String given = System.getProperty("overread.root");
        if (given != null) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("standalone-config"))) {
                return at;
            }
        }
        throw new IllegalStateException("run this inside the project, or set -Doverread.root: " + here);
    }

    /** The EAR that the build made. */
    public static Path ear() {
        return existing(root().resolve("ear/target/overread.ear"), "the EAR: build the project first");
    }

    /** The unpacked server; {@code -Doverread.wildfly.home} names another one. */
    public static Path wildfly() {
        String given = System.getProperty("overread.wildfly.home");
        Path home = given == null
                ? root().resolve("it/target/server/wildfly-"
                        + System.getProperty("overread.wildfly.version", "39.0.1.Final"))
                : Path.of(given);
        return existing(home, "WildFly: build the it module first");
    }

    /** The unpacked Keycloak that tests log in by. */
    static Path keycloak() {
        String version = System.getProperty("overread.keycloak.version", "26.5.6");
        return existing(
                root().resolve("it/target/keycloak/keycloak-" + version),
                "Keycloak: build the it module up to its tests");
    }

    /** Where servers of a test run keep their files. */
    public static Path scratch() {
        return root().resolve("it/target/stacks");
    }

    private static Path existing(Path path, String what) {
        if (!Files.exists(path)) {
            throw new IllegalStateException("not there: " + path + " (" + what + ")");
        }
        return path;
    }
}
