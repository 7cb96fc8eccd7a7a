/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * Durable orders a second and the time to an acknowledgement, at 1 and 16 connections, beside the same rows written by
 * plain JDBC to the same database and beside an MLLP echo.
 */
final class BenchHl7 {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 10));
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 20));
    private static final int[] CONNECTIONS = {1, 16};

    private BenchHl7() {}

    static void run() {
        try (Stack stack = Stack.fresh("bench-hl7").withTestUsers().install()) {
            Quickstart.say("starting a server and a database of its own");
            stack.start().configure(QuickstartConfiguration.ownArchive(stack));
            warm(stack);
            SameRows rows = new SameRows(stack.database());
            long orders = 0;
            Measured[] ours = new Measured[CONNECTIONS.length];
            for (int i = 0; i < CONNECTIONS.length; i++) {
                Quickstart.say("orders on " + CONNECTIONS[i] + " connections, " + TIME.toSeconds() + " s");
                ours[i] = Measured.of(
                        CONNECTIONS[i],
                        WARM_UP,
                        TIME,
                        number -> sender(stack.ports().mllp(), true));
            }
            orders = stack.database().number("select count(*) from imaging_order") - WARM_ORDERS;
            await(stack);
            rows.after(orders);
            Quickstart.say("the same rows by plain JDBC, an order: " + rows.described());
            Measured[] plain = new Measured[CONNECTIONS.length];
            for (int i = 0; i < CONNECTIONS.length; i++) {
                plain[i] = Measured.of(CONNECTIONS[i], WARM_UP.dividedBy(2), TIME, rows::writer);
            }
            Quickstart.say("an MLLP echo");
            Measured[] echo = new Measured[CONNECTIONS.length];
            try (ServerSocket server = echoing()) {
                for (int i = 0; i < CONNECTIONS.length; i++) {
                    echo[i] = Measured.of(
                            CONNECTIONS[i],
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(5),
                            number -> sender(server.getLocalPort(), false));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            for (int i = 0; i < CONNECTIONS.length; i++) {
                String at = "." + CONNECTIONS[i];
                Bench.line("hl7.orders-per-second.jdbc" + at, ours[i].perSecond(), plain[i].perSecond());
                Bench.line("hl7.orders-per-second.echo" + at, ours[i].perSecond(), echo[i].perSecond());
                Bench.line("hl7.p50-ms.jdbc" + at, ours[i].p50(), plain[i].p50());
                Bench.line("hl7.p99-ms.jdbc" + at, ours[i].p99(), plain[i].p99());
            }
        }
    }

    private static final long WARM_ORDERS = 50;

    /** The first orders load classes; their rows are not counted. */
    private static void warm(Stack stack) {
        try (Measured.Worker sender = sender(stack.ports().mllp(), true)) {
            for (int i = 0; i < WARM_ORDERS; i++) {
                sender.once();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the first orders: " + e, e);
        }
        await(stack);
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
                with.write(with.receive().text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        } catch (EOFException ended) {
            // the sender has finished
        } catch (IOException e) {
            // the sender went away
        }
    }
}
