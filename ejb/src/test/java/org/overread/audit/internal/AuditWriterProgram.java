/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Writes audit events by several threads until somebody kills it, or until who started it is gone; what it saw committed is
 * in a file of each thread.
 */
final class AuditWriterProgram {
    private AuditWriterProgram() {}

    /** Arguments: JDBC address, folder, number of threads. */
    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            Path acknowledged = Path.of(arguments[1], UUID.randomUUID() + ".acknowledged");
            new Thread(() -> write(Jdbi.create(arguments[0]), acknowledged)).start();
        }
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void write(Jdbi jdbi, Path acknowledged) {
        try (OutputStream out =
                Files.newOutputStream(acknowledged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long number = 0; ; number++) {
                String name = acknowledged.getFileName() + "#" + number;
                try (Handle h = jdbi.open()) {
                    for (int batch = 0; batch < 20; batch++) {
                        String each = name + "." + batch;
                        h.useTransaction(inside -> {
                            JdbiAuditTrail.insert(inside, AuditChainFixture.event(each + ".a"));
                            JdbiAuditTrail.insert(inside, AuditChainFixture.event(each + ".b"));
                        });
                        out.write((each + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                } catch (JdbiException away) {
                    // the database was killed: again, with what comes next
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
