/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.overread.config.Hl7Receiver;

/**
 * One MLLP connection to a receiver, for one message and its answer at a time. HAPI's own reader has no limit on an
 * answer's size and none on its time as a whole, so this reads for itself.
 */
final class MllpLine implements AutoCloseable {
    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int CR = 0x0D;
    /** MLLP Release 2: a message is in safe storage. */
    private static final byte COMMITTED = 0x06;

    private static final int MOST = 1 << 20;

    private final Hl7Receiver receiver;
    private final Socket socket;
    private final InputStream in;

    private MllpLine(Hl7Receiver receiver, Socket socket) throws IOException {
        this.receiver = receiver;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * @param tls null for a connection that is not encrypted
     * @throws IOException when it cannot be reached, or is not whom its certificate should name
     */
    static MllpLine open(Hl7Receiver receiver, @Nullable SSLSocketFactory tls) throws IOException {
        int patience = (int) receiver.connectTimeout().toMillis();
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.connect(new InetSocketAddress(receiver.host(), receiver.port()), patience);
            plain.setSoTimeout(patience);
            return new MllpLine(receiver, tls == null ? plain : encrypted(plain, receiver, tls));
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket encrypted(Socket plain, Hl7Receiver receiver, SSLSocketFactory tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, receiver.host(), receiver.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate names the host
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** Whether it still leads where the configuration says now. */
    boolean leadsTo(Hl7Receiver now) {
        return receiver.equals(now);
    }

    /**
     * Whether nothing came since the last answer: neither the end of the connection nor an answer too many, which would
     * be taken for the next message's.
     */
    boolean isQuiet() {
        try {
            socket.setSoTimeout(1);
            in.read();
            return false;
        } catch (SocketTimeoutException quiet) {
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Sends the message in one frame and waits for the next frame, in Release 2 with a commit acknowledgement each. */
    byte[] exchange(byte[] message) throws IOException {
        write(message);
        long end = System.nanoTime() + receiver.answerTimeout().toNanos();
        if (!receiver.release2()) {
            return frame(end);
        }
        byte[] commit = frame(end);
        if (commit.length != 1 || commit[0] != COMMITTED) {
            throw new IOException("no commit acknowledgement");
        }
        byte[] answer = frame(end);
        write(new byte[] {COMMITTED});
        return answer;
    }

    private void write(byte[] message) throws IOException {
        byte[] frame = new byte[message.length + 3];
        frame[0] = START;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[frame.length - 2] = END;
        frame[frame.length - 1] = CR;
        socket.getOutputStream().write(frame);
        socket.getOutputStream().flush();
    }

    private byte[] frame(long end) throws IOException {
        int skipped = 0;
        while (read(end) != START) {
            if (++skipped > MOST) {
                throw new IOException("no frame");
            }
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(512);
        int last = read(end);
        while (last != END) {
            if (content.size() >= MOST) {
                throw new IOException("an answer too large");
            }
            content.write(last);
            last = read(end);
        }
        if (read(end) != CR) {
            throw new IOException("an answer that does not end");
        }
        return content.toByteArray();
    }

    private int read(long end) throws IOException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        socket.setSoTimeout((int) left);
        int b = in.read();
        if (b < 0) {
            throw new EOFException("closed");
        }
        return b;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            Hl7Log.LOG.debugf("closing: %s", e.getClass().getName());
        }
    }
}
