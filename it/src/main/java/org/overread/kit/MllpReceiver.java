/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A system that receives HL7 v2 over MLLP. It keeps what came in the order in which it came first, knows a repeat by its
 * MSH-10 as receivers do, and answers as it is told to. Its process can be "killed" and started again on the same port.
 */
public final class MllpReceiver implements AutoCloseable {
    /** What it does with one message. */
    public enum Manner {
        ACCEPT,
        /** Kept, and the connection closed with no answer. */
        LOSE_ANSWER,
        /** Kept, and answered twice. */
        ANSWER_TWICE,
        /** Kept, and answered with another message's control ID. */
        WRONG_ID,
        /** Kept, and answered after {@link #LATE}, when the sender waits no longer. */
        ANSWER_LATE,
        /** AE, and not kept. */
        ERROR,
        /** AR, and not kept. */
        REJECT
    }

    /** Longer than senders of tests wait for an answer. */
    public static final Duration LATE = Duration.ofSeconds(6);

    /** One message. @param received how often it came */
    public record Received(String controlId, String text) {
        /** A field of the first segment of that name; for MSH counted as HL7 does. */
        public String field(String segment, int number) {
            return new MllpClient.Ack(text).field(segment, number);
        }

        /** That field of every segment of that name. */
        public List<String> fields(String segment, int number) {
            List<String> values = new ArrayList<>();
            for (String line : text.split("\r")) {
                String[] fields = line.split("\\|", -1);
                if (fields[0].equals(segment)) {
                    values.add(number < fields.length ? fields[number] : "");
                }
            }
            return values;
        }
    }

    private final int port;
    private final Set<Socket> open = new HashSet<>();
    private final List<Received> messages = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, byte[]> bytes = new HashMap<>();
    private int repeats;
    private volatile Function<Received, Manner> manner = message -> Manner.ACCEPT;
    private @Nullable ServerSocket server;

    private MllpReceiver(int port) {
        this.port = port;
    }

    /** On a free port of the loopback interface. */
    public static MllpReceiver start() throws IOException {
        MllpReceiver receiver = new MllpReceiver(Ports.any());
        receiver.open();
        return receiver;
    }

    public int port() {
        return port;
    }

    /** How it answers from now on. */
    public MllpReceiver manner(Function<Received, Manner> how) {
        manner = how;
        return this;
    }

    /** Starts to listen again after {@link #kill}. */
    public synchronized void open() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server = socket;
        Thread thread = new Thread(() -> accept(socket), "receiver " + port);
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes the port and resets every connection, whatever is under way. */
    public synchronized void kill() throws IOException {
        if (server != null) {
            server.close();
        }
        for (Socket socket : open) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
        open.clear();
    }

    /** What was kept, in the order in which it came first. */
    public synchronized List<Received> messages() {
        return List.copyOf(messages);
    }

    /** A message as it came last, byte by byte. */
    public synchronized byte[] bytesOf(String controlId) {
        return Objects.requireNonNull(bytes.get(controlId));
    }

    /** How many came again. */
    public synchronized int repeats() {
        return repeats;
    }

    private void accept(ServerSocket socket) {
        while (true) {
            try {
                Socket peer = socket.accept();
                synchronized (this) {
                    open.add(peer);
                }
                Thread thread = new Thread(() -> serve(peer), "receiver " + port + " connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket peer) {
        try (MllpClient line = MllpClient.over(peer)) {
            while (true) {
                byte[] bytes = line.receiveBytes();
                String text = new String(bytes, StandardCharsets.UTF_8);
                Received message = new Received(new MllpClient.Ack(text).field("MSH", 10), text);
                Manner how = manner.apply(message);
                if (how != Manner.ERROR && how != Manner.REJECT) {
                    keep(message, bytes);
                }
                switch (how) {
                    case LOSE_ANSWER -> {
                        return;
                    }
                    case ANSWER_TWICE -> {
                        line.write(answer("AA", message.controlId()));
                        line.write(answer("AA", message.controlId()));
                    }
                    case ANSWER_LATE -> {
                        Thread.sleep(LATE.toMillis());
                        line.write(answer("AA", message.controlId()));
                    }
                    case WRONG_ID -> line.write(answer("AA", "X" + message.controlId()));
                    case ERROR -> line.write(answer("AE", message.controlId()));
                    case REJECT -> line.write(answer("AR", message.controlId()));
                    case ACCEPT -> line.write(answer("AA", message.controlId()));
                }
            }
        } catch (SocketException | java.io.EOFException closed) {
            // the sender's end, or ours
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            synchronized (this) {
                open.remove(peer);
            }
        }
    }

    private synchronized void keep(Received message, byte[] as) {
        bytes.put(message.controlId(), as);
        if (known.add(message.controlId())) {
            messages.add(message);
        } else {
            repeats++;
        }
    }

    private static byte[] answer(String code, String controlId) {
        return ("MSH|^~\\&|PEER|PEER|OVERREAD||20260101000000||ACK|A" + Uids.number() + "|P|2.5.1\rMSA|" + code + "|"
                        + controlId + "\r")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
