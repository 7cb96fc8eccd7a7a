/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * {@code java -jar overread-audit-verify.jar export.ndjson anchors.txt}: whether an export of the trail is what was written,
 * or the first places where it is not. {@code --proof proof.json anchors.txt} checks that one event was there.
 */
public final class Verify {
    private static final int MOST_TOLD = 20;

    private Verify() {}

    /** Ends with 0 when all is whole, 1 when it is not, 2 when it could not be looked at. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream out) {
        try {
            if (arguments.length == 3 && arguments[0].equals("--proof")) {
                return proof(Path.of(arguments[1]), anchors(Path.of(arguments[2])), out);
            }
            if (arguments.length == 2 && !arguments[0].startsWith("-")) {
                return export(Path.of(arguments[0]), anchors(Path.of(arguments[1])), out);
            }
        } catch (IOException e) {
            out.println("CANNOT READ " + e.getMessage());
            return 2;
        }
        out.println("usage: java -jar overread-audit-verify.jar EXPORT.ndjson[.gz] ANCHORS.txt");
        out.println("       java -jar overread-audit-verify.jar --proof PROOF.json ANCHORS.txt");
        return 2;
    }

    private static int export(Path file, Anchors told, PrintStream out) throws IOException {
        // a month's file ends before the newest anchor does
        Anchors anchors = file.toString().endsWith(".gz") ? told.upToAnything() : told;
        List<Finding> found = new ArrayList<>();
        long[] more = new long[1];
        ExportCheck check = new ExportCheck(anchors, finding -> {
            if (found.size() < MOST_TOLD) {
                found.add(finding);
            } else {
                more[0]++;
            }
        });
        try (BufferedReader lines = open(file)) {
            check.read(lines);
        }
        String looked =
                "seals=" + check.chain().seals() + " events=" + check.chain().events() + " unsealed=" + check.waiting()
                        + " anchors=" + check.chain().confirmed() + "/" + anchors.size();
        if (found.isEmpty()) {
            out.println("WHOLE " + looked);
            if (check.chain().confirmed() == 0) {
                out.println("No anchor confirms it: whoever owns the database could have written all of it anew.");
            }
            return 0;
        }
        out.println("BROKEN " + looked);
        found.forEach(out::println);
        if (more[0] > 0) {
            out.println("and " + more[0] + " more");
        }
        return 1;
    }

    private static int proof(Path file, Anchors anchors, PrintStream out) throws IOException {
        Optional<Inclusion> proof = Inclusion.parse(Files.readString(file));
        String problem = proof.isEmpty()
                ? "this is no proof"
                : proof.get().problem(anchors).orElse("");
        if (problem.isEmpty()) {
            out.println("INCLUDED event " + proof.get().place());
            return 0;
        }
        out.println("NOT PROVED: " + problem);
        return 1;
    }

    private static Anchors anchors(Path file) throws IOException {
        try (BufferedReader lines = open(file)) {
            return new Anchors().read(lines);
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new BufferedReader(
                new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8),
                1 << 16);
    }
}
