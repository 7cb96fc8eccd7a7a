/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.overread.audit.proof.Anchor;
import org.overread.audit.proof.Anchors;

/** A file that only grows, on a mount that the database's owner cannot write to. Each line is on disk before it counts. */
record FileAnchors(Path file) implements AnchorTarget {
    @Override
    public String name() {
        return "file";
    }

    @Override
    public byte[] tell(Anchor anchor) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((anchor.line() + "\n").getBytes(StandardCharsets.UTF_8));
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (line.hasRemaining()) {
                out.write(line);
            }
            out.force(true);
        }
        return new byte[0];
    }

    /** What was told there; nothing while there is no file. */
    Anchors read() throws IOException {
        if (!Files.exists(file)) {
            return new Anchors();
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new Anchors().read(lines);
        }
    }
}
