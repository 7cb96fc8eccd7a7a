/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.SocketFactory;

/** A sender of HL7 v2 over MLLP: one connection, one message at a time. */
public final class MllpClient implements AutoCloseable {
    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int CR = 0x0D;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Charset charset = StandardCharsets.UTF_8;

    private MllpClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    public static MllpClient to(int port) throws IOException {
        return to(port, SocketFactory.getDefault());
    }

    /** @param factory an {@link javax.net.ssl.SSLSocketFactory} for TLS */
    public static MllpClient to(int port, SocketFactory factory) throws IOException {
        Socket socket = factory.createSocket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
        socket.setSoTimeout(30_000);
        return new MllpClient(socket);
    }

    /** The other side of a connection, for a server in a test. */
    public static MllpClient over(Socket socket) throws IOException {
        return new MllpClient(socket);
    }

    /** How long an answer may take before {@link java.net.SocketTimeoutException}. */
    public MllpClient within(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        return this;
    }

    /** Sends one message and reads its answer. */
    public Ack send(String message) throws IOException {
        return send(message.getBytes(charset));
    }

    public Ack send(byte[] message) throws IOException {
        write(message);
        return receive();
    }

    /** Sends one frame and reads nothing. */
    public void write(byte[] message) throws IOException {
        byte[] frame = new byte[message.length + 3];
        frame[0] = START;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[frame.length - 2] = END;
        frame[frame.length - 1] = CR;
        raw(frame);
    }

    /** Sends bytes with no frame around them, for what is broken on purpose. */
    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads one framed answer; {@link EOFException} when the server closes instead. */
    public Ack receive() throws IOException {
        return new Ack(new String(receiveBytes(), charset));
    }

    /** As {@link #receive()}, its bytes as they came. */
    public byte[] receiveBytes() throws IOException {
        int b;
        do {
            b = in.read();
            if (b < 0) {
                throw new EOFException("closed without an answer");
            }
        } while (b != START);
        ByteArrayOutputStream content = new ByteArrayOutputStream(256);
        while ((b = in.read()) != END) {
            if (b < 0) {
                throw new EOFException("closed within an answer");
            }
            content.write(b);
        }
        int last = in.read();
        if (last != CR) {
            throw new IOException("an answer ends with 1C " + Integer.toHexString(last));
        }
        return content.toByteArray();
    }

    /** True when the server has closed the connection; waits for it until the time limit. */
    public boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        }
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** An acknowledgement, as text. */
    public record Ack(String text) {
        /** MSA-1: AA, AE, AR (or CA, CE, CR). */
        public String code() {
            return field("MSA", 1);
        }

        /** MSA-2: the control id of the message that it answers. */
        public String controlId() {
            return field("MSA", 2);
        }

        /** One field of the first segment of that name; for MSH counted as HL7 does (MSH-1 is the separator). */
        public String field(String segment, int number) {
            for (String line : text.split("\r")) {
                if (line.startsWith(segment + "|")) {
                    String[] fields = line.split("\\|", -1);
                    int index = segment.equals("MSH") ? number - 1 : number;
                    return index < fields.length ? fields[index] : "";
                }
            }
            return "";
        }
    }
}
