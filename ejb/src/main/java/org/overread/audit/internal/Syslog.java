/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.openehealth.ipf.commons.audit.AuditContext;
import org.openehealth.ipf.commons.audit.AuditMetadataProvider;
import org.openehealth.ipf.commons.audit.DefaultAuditContext;
import org.openehealth.ipf.commons.audit.TlsParameters;
import org.openehealth.ipf.commons.audit.protocol.AuditTransmissionProtocol;
import org.openehealth.ipf.commons.audit.protocol.TLSSyslogSenderImpl;
import org.openehealth.ipf.commons.audit.protocol.UDPSyslogSenderImpl;

/**
 * One audit repository, reached by IPF's syslog senders: RFC 5426 over UDP or RFC 5425 over TLS. IPF puts a byte order
 * mark before the message; ITI-20 wants none, so it is taken out again.
 */
final class Syslog {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final AuditTransmissionProtocol sender;
    private final AuditContext context;
    private final AuditMetadataProvider metadata;

    private Syslog(AuditTransmissionProtocol sender, String host, int port) {
        this.sender = sender;
        DefaultAuditContext settings = new DefaultAuditContext();
        settings.setAuditRepositoryHostName(host);
        settings.setAuditRepositoryPort(port);
        this.context = settings;
        this.metadata = AuditMetadataProvider.getDefault();
        metadata.setSendingApplication("overread");
    }

    static Syslog udp(String host, int port) {
        return new Syslog(new WithoutMarkUdp(), host, port);
    }

    static Syslog tls(String host, int port, TlsParameters tls) {
        return new Syslog(new WithoutMarkTls(tls), host, port);
    }

    /** Sends one message; returning means that the transport took it, which over UDP says little. */
    void send(byte[] message) throws Exception {
        sender.send(context, metadata, new String(message, StandardCharsets.UTF_8));
    }

    void close() {
        sender.shutdown();
    }

    private static final class WithoutMarkUdp extends UDPSyslogSenderImpl {
        @Override
        protected byte[] getTransportPayload(AuditMetadataProvider metadata, String message) {
            return withoutMark(super.getTransportPayload(metadata, message));
        }
    }

    private static final class WithoutMarkTls extends TLSSyslogSenderImpl {
        WithoutMarkTls(TlsParameters tls) {
            super(tls);
        }

        @Override
        protected byte[] getTransportPayload(AuditMetadataProvider metadata, String message) {
            byte[] framed = super.getTransportPayload(metadata, message);
            int blank = 0;
            while (framed[blank] != ' ') {
                blank++;
            }
            byte[] content = withoutMark(Arrays.copyOfRange(framed, blank + 1, framed.length));
            byte[] count = (content.length + " ").getBytes(StandardCharsets.US_ASCII);
            byte[] again = Arrays.copyOf(count, count.length + content.length);
            System.arraycopy(content, 0, again, count.length, content.length);
            return again;
        }
    }

    static byte[] withoutMark(byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length);
        int mark = indexOfMark(payload);
        if (mark < 0) {
            return payload;
        }
        out.write(payload, 0, mark);
        out.write(payload, mark + BYTE_ORDER_MARK.length, payload.length - mark - BYTE_ORDER_MARK.length);
        return out.toByteArray();
    }

    private static int indexOfMark(byte[] payload) {
        for (int i = 0; i + BYTE_ORDER_MARK.length <= payload.length; i++) {
            if (Arrays.equals(payload, i, i + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
                return i;
            }
        }
        return -1;
    }
}
