/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.overread.kit.Program;
import org.overread.kit.WildFly;

/**
 * What a server holds once it has collected its garbage.
 *
 * @param heap used, KB
 * @param files open ones, sockets included
 */
record Footprint(long heap, long files) {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    static Footprint of(WildFly server) {
        command(server, "GC.run");
        command(server, "GC.run"); // what finalizers and cleaners let go of in the first
        Matcher used = USED.matcher(command(server, "GC.heap_info"));
        long heap = 0;
        for (int generation = 0; generation < 2 && used.find(); generation++) {
            heap += Long.parseLong(used.group(1));
        }
        try (Stream<Path> open = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return new Footprint(heap, open.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String command(WildFly server, String what) {
        return Program.of("jcmd", Long.toString(server.pid()), what).must();
    }
}
