/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HL7 v2 message as it came over the wire, without its MLLP frame and not yet decoded.
 *
 * @param content the bytes between {@code 0x0B} and {@code 0x1C 0x0D}; never empty; not to be changed by the receiver
 * @param connection identifies the connection within this node, so that log lines of one peer can be put together
 * @param peerAddress the peer's IP address, without port
 * @param peerCertificate the subject of the peer's TLS client certificate (RFC 2253), or null without one
 * @param receivedAt when the last byte of the frame was read
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only; a copy per message would be waste
public record RawMessage(
        byte[] content,
        String connection,
        String peerAddress,
        @Nullable String peerCertificate,
        Instant receivedAt) {}
