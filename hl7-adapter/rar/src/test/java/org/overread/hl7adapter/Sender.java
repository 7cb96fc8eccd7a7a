/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A plain MLLP sender on a real socket. */
final class Sender implements AutoCloseable {
    private final Socket socket;
    private boolean ended;

    Sender(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    static Sender connect(int port) throws IOException {
        return new Sender(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    static byte[] frame(String content) {
        return ("\u000b" + content + "\u001c\r").getBytes(StandardCharsets.ISO_8859_1);
    }

    Sender write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Sender send(String content) throws IOException {
        return write(frame(content));
    }

    /** @return the next answer, or null when the connection was closed without one */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            if (in.read() != 0x0b) {
                return null;
            }
            for (int b = in.read(); b != 0x1c; b = in.read()) {
                if (b < 0) {
                    throw new IOException("answer cut off");
                }
                content.write(b);
            }
            if (in.read() != 0x0d) {
                throw new IOException("answer ends wrongly");
            }
        } catch (java.net.SocketException e) {
            return null; // reset: closed all the same
        }
        return content.toString(StandardCharsets.ISO_8859_1);
    }

    boolean hasAnswer() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    void tryWrite(byte... bytes) {
        try {
            write(bytes);
        } catch (IOException e) {
            ended = true; // the other side closed
        }
    }

    boolean hasEnded() {
        return ended;
    }

    boolean closedWithoutAnswer() throws IOException {
        return answer() == null;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
