/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Receives syslog as an audit repository does: UDP (RFC 5426), or TCP and TLS with octet counting (RFC 5425). */
public final class Syslog implements AutoCloseable {
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final List<Socket> peers = new CopyOnWriteArrayList<>();
    private final @Nullable DatagramSocket datagrams;
    private final @Nullable ServerSocket connections;

    private Syslog(@Nullable DatagramSocket datagrams, @Nullable ServerSocket connections) {
        this.datagrams = datagrams;
        this.connections = connections;
    }

    public static Syslog udp() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Syslog syslog = new Syslog(socket, null);
        daemon("syslog-udp", () -> syslog.takeDatagrams(socket));
        return syslog;
    }

    public static Syslog tcp() throws IOException {
        return listening(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public static Syslog tls(SSLContext context) throws IOException {
        return listening(context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    private static Syslog listening(ServerSocket server) {
        Syslog syslog = new Syslog(null, server);
        daemon("syslog-accept", () -> syslog.accept(server));
        return syslog;
    }

    public int port() {
        if (datagrams != null) {
            return datagrams.getLocalPort();
        }
        return java.util.Objects.requireNonNull(connections).getLocalPort();
    }

    /** Each syslog message so far, header included, as it came. */
    public List<byte[]> messages() {
        return List.copyOf(received);
    }

    private void takeDatagrams(DatagramSocket socket) {
        byte[] buffer = new byte[65_536];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException closed) {
                return;
            }
            received.add(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket peer = server.accept();
                peers.add(peer);
                daemon("syslog-peer", () -> read(peer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void read(Socket peer) {
        try (peer;
                InputStream in = new BufferedInputStream(peer.getInputStream())) {
            while (true) {
                int length = 0;
                int b;
                while ((b = in.read()) != ' ') {
                    if (b < '0' || b > '9') {
                        return;
                    }
                    length = length * 10 + (b - '0');
                }
                byte[] message = in.readNBytes(length);
                if (message.length < length) {
                    return;
                }
                received.add(message);
            }
        } catch (IOException ended) {
            // the sender went away; what came whole is kept
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        if (datagrams != null) {
            datagrams.close();
        }
        if (connections != null) {
            connections.close();
        }
        for (Socket peer : peers) {
            peer.close();
        }
    }
}
