/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What tools that nobody here wrote say of an object: dcmtk's dcm2json and dicom3tools' dciodvfy. */
final class Dcmtk {
    private Dcmtk() {}

    static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static JsonNode json(byte[] object) throws IOException, InterruptedException {
        Path file = Files.createTempFile("overread-deid", ".dcm");
        Path out = Files.createTempFile("overread-deid", ".json");
        try {
            Files.write(file, object);
            Process process = new ProcessBuilder("dcm2json", file.toString(), out.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (process.waitFor() != 0) {
                throw new AssertionError("dcm2json: " + said);
            }
            return new ObjectMapper().readTree(Files.readAllBytes(out));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(out);
        }
    }

    /** The lines of errors that dciodvfy prints. */
    static java.util.List<String> errors(byte[] object) throws IOException, InterruptedException {
        Path file = Files.createTempFile("overread-deid", ".dcm");
        try {
            Files.write(file, object);
            Process process = new ProcessBuilder("dciodvfy", file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            process.waitFor();
            return said.lines().filter(line -> line.startsWith("Error")).toList();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
