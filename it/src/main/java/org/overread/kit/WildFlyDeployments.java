/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The folder that a server's deployment scanner watches, and the markers by which the two speak. */
record WildFlyDeployments(Path folder) {
    /** Puts an archive where the deployment scanner finds it; works on the stopped and on the running server. */
    void deploy(Path archive) {
        try {
            Path target = folder.resolve(archive.getFileName().toString());
            Path part = folder.resolve(archive.getFileName() + ".part");
            Files.copy(archive, part, StandardCopyOption.REPLACE_EXISTING);
            for (String state : List.of(".deployed", ".failed", ".undeployed", ".isdeploying")) {
                Files.deleteIfExists(folder.resolve(archive.getFileName() + state));
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(folder.resolve(archive.getFileName() + ".dodeploy"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a deployment away from the running server and waits until it is gone. */
    void undeploy(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name + ".deployed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until(
                "undeployment of " + name,
                Duration.ofSeconds(60),
                () -> Files.exists(folder.resolve(name + ".undeployed")));
    }

    /** Whether what is deployed under the archive's name has the same bytes. */
    boolean holds(Path archive) {
        try {
            Path deployed = folder.resolve(archive.getFileName().toString());
            return Files.exists(deployed) && Files.mismatch(deployed, archive) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isDeployed(String name) {
        return Files.exists(folder.resolve(name + ".deployed"));
    }

    /** The scanner's reason why it did not deploy; empty while there is none. */
    String failure(String name) throws IOException {
        Path failed = folder.resolve(name + ".failed");
        return Files.exists(failed) ? Files.readString(failed) : "";
    }
}
