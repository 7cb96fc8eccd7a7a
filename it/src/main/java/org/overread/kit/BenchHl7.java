/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Durable orders a second and the time to an acknowledgement, at 1, 16 and 64 connections, beside what others do with the
 * same messages and the same database: the same rows by plain JDBC, one row by plain JDBC, Apache Camel and HAPI with one
 * insert a message, and an MLLP echo that stores nothing.
 */
final class BenchHl7 {
    private static final Duration SAMPLING = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 45));
    private static final Duration PEERS_WARM_UP = WARM_UP.dividedBy(3);
    private static final Duration SLICE = Duration.ofSeconds(Integer.getInteger("bench.slice", 5));
    private static final Duration RAMP = Duration.ofSeconds(1);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int[] CONNECTIONS = Stream.of(
                    System.getProperty("bench.connections", "1 16 64").split(" "))
            .mapToInt(Integer::parseInt)
            .toArray();

    private BenchHl7() {}

    static void run() {
        try (Stack stack = Stack.fresh("bench-hl7").withTestUsers().install()) {
            Quickstart.say("starting a server and a database of its own");
            stack.start().configure(QuickstartConfiguration.ownArchive(stack));
            SameRows rows = warm(stack);
            Quickstart.say("the same rows by plain JDBC, an order: " + rows.described());
            try (Peer camel = Peer.start("CamelPeer", stack.database());
                    Peer hapi = Peer.start("HapiPeer", stack.database())) {
                Map<String, Measured.Workers> others = new LinkedHashMap<>();
                others.put("camel", number -> sender(camel.port(), true));
                others.put("hapi", number -> sender(hapi.port(), true));
                Quickstart.say("warming up Camel and HAPI, each with one insert a message, " + PEERS_WARM_UP.toSeconds()
                        + " s each");
                others.values().forEach(peer -> Measured.of(16, Duration.ZERO, PEERS_WARM_UP, peer));
                byte[] one = Hl7Orders.from("RIS", "MERCY")
                        .ormO01(Order.of(Patient.numbered(1, "MERCY"), "CT", "CT THORAX"))
                        .getBytes(StandardCharsets.UTF_8);
                others.put("one-row", number -> Peer.insert(stack.database(), one));
                others.put("jdbc", number -> rows.writer());
                for (int connections : CONNECTIONS) {
                    compare(stack, others, connections);
                }
            }
        }
    }

    /**
     * The first orders show which rows an order leaves; then the server works at full load until its code is compiled, as
     * it is on any day that is busy enough for speed to matter.
     */
    private static SameRows warm(Stack stack) {
        SameRows rows = new SameRows(stack.database());
        Quickstart.say("looking at the rows of the first orders");
        AtomicBoolean over = new AtomicBoolean();
        Thread sampler = new Thread(() -> sample(rows, over), "bench-sampler");
        sampler.start();
        Measured first = Measured.of(
                4, Duration.ZERO, SAMPLING, number -> sender(stack.ports().mllp(), true));
        over.set(true);
        join(sampler);
        await(stack);
        rows.after(first.times());
        Quickstart.say("warming up, " + WARM_UP.toSeconds() + " s");
        Measured.of(16, Duration.ZERO, WARM_UP, number -> sender(stack.ports().mllp(), true));
        await(stack);
        return rows;
    }

    private static void sample(SameRows rows, AtomicBoolean over) {
        while (!over.get()) {
            rows.sample();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** In turns, so that whatever else the machine does meets all. */
    private static void compare(Stack stack, Map<String, Measured.Workers> others, int connections) {
        Quickstart.say(connections + " connections: " + ROUNDS + " times " + SLICE.toSeconds()
                + " s of orders, then of each of " + String.join(", ", others.keySet()));
        List<Measured> ours = new ArrayList<>();
        Map<String, List<Measured>> theirs = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(Measured.of(
                    connections, RAMP, SLICE, number -> sender(stack.ports().mllp(), true)));
            await(stack);
            others.forEach((name, workers) -> theirs.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(Measured.of(connections, RAMP, SLICE, workers)));
        }
        Measured echo = echo(connections);
        List<Measured> plain = Objects.requireNonNull(theirs.get("jdbc"));
        theirs.put("echo", List.of(echo));
        Quickstart.say("ratios of the rounds to plain JDBC: "
                + IntStream.range(0, ROUNDS)
                        .mapToObj(i -> String.format(
                                Locale.ROOT,
                                "%.2f",
                                ours.get(i).perSecond() / plain.get(i).perSecond()))
                        .collect(Collectors.joining(" ")));
        theirs.forEach((name, measured) -> Bench.line(
                "hl7.orders-per-second." + name + "." + connections,
                median(ours, Measured::perSecond),
                median(measured, Measured::perSecond)));
        for (String name : List.of("jdbc", "camel")) {
            List<Measured> measured = Objects.requireNonNull(theirs.get(name));
            Bench.line(
                    "hl7.p50-ms." + name + "." + connections,
                    median(ours, Measured::p50),
                    median(measured, Measured::p50));
            Bench.line(
                    "hl7.p99-ms." + name + "." + connections,
                    median(ours, Measured::p99),
                    median(measured, Measured::p99));
        }
    }

    private static Measured echo(int connections) {
        try (ServerSocket server = echoing()) {
            return Measured.of(connections, RAMP, SLICE, number -> sender(server.getLocalPort(), false));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        return Bench.median(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** What follows from the orders is done too. */
    private static void await(Stack stack) {
        Waiting.until(
                "the work that follows from the orders",
                Duration.ofMinutes(5),
                () -> stack.database().number("select count(*) from work where due_at <= now()") == 0);
    }

    private static Measured.Worker sender(int port, boolean checked) throws IOException {
        MllpClient client = MllpClient.to(port);
        Hl7Orders ris = Hl7Orders.from("RIS", "MERCY");
        return new Measured.Worker() {
            @Override
            public void once() throws IOException {
                Patient patient = Patient.numbered((int) (System.nanoTime() % 500), "MERCY");
                MllpClient.Ack ack = client.send(ris.ormO01(Order.of(patient, "CT", "CT THORAX")));
                if (checked && !ack.code().equals("AA")) {
                    throw new IllegalStateException("answered " + ack.text().replace('\r', ' '));
                }
            }

            @Override
            public void close() throws IOException {
                client.close();
            }
        };
    }

    private static ServerSocket echoing() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accept = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket peer = server.accept();
                    Thread each = new Thread(() -> echo(peer), "echo");
                    each.setDaemon(true);
                    each.start();
                } catch (IOException closed) {
                    return;
                }
            }
        });
        accept.setDaemon(true);
        accept.start();
        return server;
    }

    private static void echo(Socket peer) {
        try (MllpClient with = MllpClient.over(peer)) {
            while (true) {
                with.write(with.receive().text().getBytes(StandardCharsets.UTF_8));
            }
        } catch (EOFException ended) {
            // the sender has finished
        } catch (IOException e) {
            // the sender went away
        }
    }
}
