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

/**
 * Durable orders a second and the time to an acknowledgement, at 1, 16 and 64 connections, beside what others do with the
 * same messages and the same database: the same rows by plain JDBC, one row by plain JDBC, Apache Camel and HAPI with one
 * insert a message, and an MLLP echo that stores nothing.
 */
final class BenchHl7 {
    private static final Duration SAMPLING = Duration.ofSeconds(5);
    private static final Duration RAMP = Duration.ofSeconds(1);
    private static final String JDBC = "jdbc";

    private final BenchOptions options;

    BenchHl7(BenchOptions options) {
        this.options = options;
    }

    void run() {
        try (Stack stack = Stack.fresh("bench-hl7").withTestUsers().install()) {
            Quickstart.say("starting a server and a database of its own");
            stack.start().configure(QuickstartConfiguration.ownArchive(stack));
            SameRows rows = warm(stack);
            Quickstart.say("rows that an order leaves, and that plain JDBC writes: " + rows.described());
            Map<String, Measured.Workers> others = new LinkedHashMap<>();
            others.put(JDBC, number -> rows.writer());
            if (!options.peers()) {
                options.connections().forEach(connections -> compare(stack, others, connections));
                return;
            }
            try (Peer camel = Peer.start("CamelPeer", stack.database());
                    Peer hapi = Peer.start("HapiPeer", stack.database())) {
                others.put("camel", number -> sender(camel.port(), true));
                others.put("hapi", number -> sender(hapi.port(), true));
                Duration warmUp = options.warmUp().dividedBy(3);
                Quickstart.say(
                        "warming up Camel and HAPI, each with one insert a message, " + warmUp.toSeconds() + " s each");
                for (String peer : List.of("camel", "hapi")) {
                    Measured.of(16, Duration.ZERO, warmUp, Objects.requireNonNull(others.get(peer)));
                }
                byte[] one = Hl7Orders.from("RIS", "MERCY")
                        .ormO01(Order.of(Patient.numbered(1, "MERCY"), "CT", "CT THORAX"))
                        .getBytes(StandardCharsets.UTF_8);
                others.put("one-row", number -> Peer.insert(stack.database(), one));
                options.connections().forEach(connections -> compare(stack, others, connections));
            }
        }
    }

    /**
     * The server works at full load until its code is compiled and its patients are known, as they are on any day that is
     * busy enough for speed to matter. Then further orders show which rows one leaves.
     */
    private SameRows warm(Stack stack) {
        Quickstart.say("warming up, " + options.warmUp().toSeconds() + " s");
        Measured.of(
                16,
                Duration.ZERO,
                options.warmUp(),
                number -> sender(stack.ports().mllp(), true));
        await(stack);
        // as autovacuum does within a minute: plans that were made when the tables were empty read them whole
        stack.database().execute("vacuum analyze");
        SameRows rows = new SameRows(stack.database());
        Quickstart.say("looking at the rows of further orders");
        AtomicBoolean over = new AtomicBoolean();
        Thread sampler = new Thread(() -> sample(rows, over), "bench-sampler");
        sampler.start();
        Measured further = Measured.of(
                4, Duration.ZERO, SAMPLING, number -> sender(stack.ports().mllp(), true));
        over.set(true);
        join(sampler);
        await(stack);
        return rows.after(further.all());
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
    private void compare(Stack stack, Map<String, Measured.Workers> others, int connections) {
        Quickstart.say(connections + " connections: " + options.rounds() + " times "
                + options.slice().toSeconds() + " s of orders, then of each of " + String.join(", ", others.keySet()));
        Turns ours = new Turns();
        Map<String, Turns> theirs = new LinkedHashMap<>();
        for (int round = 0; round < options.rounds(); round++) {
            ours.take(stack, connections, number -> sender(stack.ports().mllp(), true));
            others.forEach((name, workers) ->
                    theirs.computeIfAbsent(name, n -> new Turns()).take(stack, connections, workers));
        }
        Turns plain = Objects.requireNonNull(theirs.get(JDBC));
        Quickstart.say("ratios of the rounds to plain JDBC: "
                + IntStream.range(0, options.rounds())
                        .mapToObj(i -> String.format(
                                Locale.ROOT,
                                "%.2f",
                                ours.rounds.get(i).perSecond()
                                        / plain.rounds.get(i).perSecond()))
                        .collect(Collectors.joining(" ")));
        Quickstart.say("processor, ms an order, its later work included: " + ours.processor());
        Quickstart.say("processor, ms an order, plain JDBC: " + plain.processor());
        theirs.forEach((name, turns) -> line("orders-per-second", name, connections, ours, turns, Measured::perSecond));
        if (options.peers()) {
            Bench.line(
                    "hl7.orders-per-second.echo." + connections,
                    ours.median(Measured::perSecond),
                    echo(connections).perSecond());
        }
        for (String name : List.of(JDBC, "camel")) {
            Turns turns = theirs.get(name);
            if (turns != null) {
                line("p50-ms", name, connections, ours, turns, Measured::p50);
                line("p99-ms", name, connections, ours, turns, Measured::p99);
            }
        }
        Bench.line("hl7.processor-ms." + JDBC + "." + connections, ours.processorEach(), plain.processorEach());
    }

    private static void line(
            String what, String peer, int connections, Turns ours, Turns theirs, ToDoubleFunction<Measured> figure) {
        Bench.line("hl7." + what + "." + peer + "." + connections, ours.median(figure), theirs.median(figure));
    }

    /** The turns of one contestant, and the processor time that they took with all that followed from them. */
    private final class Turns {
        private final List<Measured> rounds = new ArrayList<>();
        private ProcessorTime used = new ProcessorTime(Duration.ZERO, Duration.ZERO, Duration.ZERO);

        void take(Stack stack, int connections, Measured.Workers workers) {
            ProcessorTime before = ProcessorTime.of(stack);
            rounds.add(Measured.of(connections, RAMP, options.slice(), workers));
            await(stack);
            used = used.plus(ProcessorTime.of(stack).since(before));
        }

        double median(ToDoubleFunction<Measured> figure) {
            return Bench.median(rounds.stream().map(figure::applyAsDouble).toList());
        }

        double processorEach() {
            return used.each(all());
        }

        String processor() {
            return used.described(all());
        }

        private long all() {
            return rounds.stream().mapToLong(Measured::all).sum();
        }
    }

    private Measured echo(int connections) {
        try (ServerSocket server = echoing()) {
            return Measured.of(connections, RAMP, options.slice(), number -> sender(server.getLocalPort(), false));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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
