/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A server on loopback that reads a request and then does whatever the test says with the raw socket. */
final class RawServer implements AutoCloseable {
    /** A request as it came; Latin-1, so that a char is a byte. */
    record Request(String line, Map<String, String> headers, String body) {}

    /** Answers one connection. */
    interface Behaviour {
        void answer(Socket socket, InputStream in, OutputStream out) throws Exception;
    }

    private final ServerSocket server;
    private final Thread acceptor;

    RawServer(Behaviour behaviour) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor = new Thread(
                () -> {
                    while (!server.isClosed()) {
                        try {
                            Socket socket = server.accept();
                            Thread connection = new Thread(() -> serve(behaviour, socket), "raw-connection");
                            connection.setDaemon(true);
                            connection.start();
                        } catch (IOException e) {
                            return;
                        }
                    }
                },
                "raw-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static void serve(Behaviour behaviour, Socket socket) {
        try (socket) {
            behaviour.answer(
                    socket, new BufferedInputStream(socket.getInputStream(), 64 * 1024), socket.getOutputStream());
        } catch (Exception e) {
            // the client went away, which is what some tests do
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** Reads a whole request, in chunks or not. */
    static Request request(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.put(
                    header.substring(0, header.indexOf(':')),
                    header.substring(header.indexOf(':') + 1).trim());
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.writeBytes(in.readNBytes(size));
                line(in);
            }
            line(in);
        } else if (headers.containsKey("Content-Length")) {
            body.writeBytes(in.readNBytes(Integer.parseInt(headers.get("Content-Length"))));
        }
        return new Request(line, headers, body.toString(StandardCharsets.ISO_8859_1));
    }

    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
