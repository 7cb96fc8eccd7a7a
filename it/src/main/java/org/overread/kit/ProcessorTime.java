/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Processor time that was used so far, on all processors together. What an order costs in it is the same on a busy machine
 * and on a quiet one, other than how many orders a second there are.
 *
 * @param server of WildFly
 * @param database of PostgreSQL with all its processes that are there
 * @param sender of this program, which sends the orders, or writes the rows by itself
 */
record ProcessorTime(Duration server, Duration database, Duration sender) {
    /** Where proc(5) has {@code utime}, {@code stime} and those of ended children, behind the program's name. */
    private static final int USER_TIME = 11;
    /** The kernel tells them in hundredths of a second, whatever it counts in. */
    private static final int MILLIS_A_TICK = 10;

    static ProcessorTime of(Stack stack) {
        return new ProcessorTime(
                used(Stream.of(stack.server().pid())),
                used(stack.database().processes()),
                used(Stream.of(ProcessHandle.current().pid())));
    }

    /** With that of their children that ended: a session of the database is a process of its own. */
    private static Duration used(Stream<Long> processes) {
        return processes.map(ProcessorTime::used).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration used(long process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Arrays.stream(fields, USER_TIME, USER_TIME + 4)
                    .mapToLong(Long::parseLong)
                    .sum();
            return Duration.ofMillis(ticks * MILLIS_A_TICK);
        } catch (IOException ended) {
            return Duration.ZERO; // meanwhile: its parent has its time by now
        }
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(
                server.minus(before.server), database.minus(before.database), sender.minus(before.sender));
    }

    ProcessorTime plus(ProcessorTime other) {
        return new ProcessorTime(server.plus(other.server), database.plus(other.database), sender.plus(other.sender));
    }

    /** Milliseconds of the server and the database; the sender is no part of either. */
    double each(long times) {
        return server.plus(database).toNanos() / 1e6 / Math.max(1, times);
    }

    String described(long times) {
        return String.format(
                Locale.ROOT,
                "server %.2f, database %.2f, sender %.2f",
                server.toNanos() / 1e6 / Math.max(1, times),
                database.toNanos() / 1e6 / Math.max(1, times),
                sender.toNanos() / 1e6 / Math.max(1, times));
    }
}
