/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.overread.audit.proof.Anchor;

/**
 * A time stamp server (RFC 3161, over HTTP as in 3.4): its token says that the seal's hash was there at a time that nobody
 * here can choose.
 */
record TimestampAnchors(URI server, HttpClient http) implements AnchorTarget {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SecureRandom NONCES = new SecureRandom();

    @Override
    public String name() {
        return "tsa";
    }

    /** @return the time stamp token, DER */
    @Override
    public byte[] tell(Anchor anchor) throws IOException, GeneralSecurityException, InterruptedException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        TimeStampRequest request = generator.generate(TSPAlgorithms.SHA256, anchor.hash(), new BigInteger(64, NONCES));
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(server)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/timestamp-query")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request.getEncoded()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP status " + answer.statusCode());
        }
        try {
            TimeStampResponse response = new TimeStampResponse(answer.body());
            response.validate(request); // same hash, same nonce
            if (response.getTimeStampToken() == null) {
                throw new IOException("the time stamp was refused, status " + response.getStatus());
            }
            return Objects.requireNonNull(response.getTimeStampToken()).getEncoded();
        } catch (TSPException e) {
            throw new IOException("not the time stamp that was asked for", e);
        }
    }
}
