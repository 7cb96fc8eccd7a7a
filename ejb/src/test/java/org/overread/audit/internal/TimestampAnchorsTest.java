/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overread.audit.proof.Anchor;

/** Time stamps of a server that OpenSSL stands behind, and checked by OpenSSL: neither end is ours. */
class TimestampAnchorsTest {
    private static final String SETTINGS = """
            [req]
            distinguished_name = name
            prompt = no
            x509_extensions = tsa
            [name]
            CN = Time stamps of a test
            [tsa]
            extendedKeyUsage = critical,timeStamping
            basicConstraints = CA:false
            keyUsage = critical,digitalSignature
            [ts]
            default_tsa = here
            [here]
            serial = serial
            signer_cert = tsa.pem
            signer_key = tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            """;

    @TempDir
    private Path folder;

    private HttpServer server;
    private volatile boolean otherHash;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("openssl.cnf"), SETTINGS);
        Files.writeString(folder.resolve("serial"), "01\n");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-keyout",
                "tsa.key",
                "-out",
                "tsa.pem",
                "-config",
                "openssl.cnf");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tsa", exchange -> {
            byte[] reply;
            try {
                Files.write(
                        folder.resolve("query.tsq"), exchange.getRequestBody().readAllBytes());
                if (otherHash) {
                    openssl("ts", "-query", "-digest", "00".repeat(32), "-sha256", "-cert", "-out", "query.tsq");
                }
                openssl(
                        "ts",
                        "-reply",
                        "-queryfile",
                        "query.tsq",
                        "-out",
                        "reply.tsr",
                        "-config",
                        "openssl.cnf",
                        "-section",
                        "here");
                reply = Files.readAllBytes(folder.resolve("reply.tsr"));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private byte[] stamp(byte[] hash) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
        return new TimestampAnchors(address, HttpClient.newHttpClient())
                .tell(new Anchor(7, hash, Instant.EPOCH, "", new byte[0]));
    }

    @Test
    void a_seal_gets_a_time_stamp_that_openssl_confirms_for_its_hash_and_for_no_other() throws Exception {
        byte[] hash = HexFormat.of().parseHex("ab".repeat(32));
        Files.write(folder.resolve("token.der"), stamp(hash));
        assertThat(openssl(
                        "ts",
                        "-verify",
                        "-digest",
                        "ab".repeat(32),
                        "-in",
                        "token.der",
                        "-token_in",
                        "-CAfile",
                        "tsa.pem"))
                .contains("Verification: OK");
        assertThatThrownBy(() -> openssl(
                        "ts",
                        "-verify",
                        "-digest",
                        "ac".repeat(32),
                        "-in",
                        "token.der",
                        "-token_in",
                        "-CAfile",
                        "tsa.pem"))
                .hasMessageContaining("message imprint mismatch");
    }

    @Test
    void a_time_stamp_for_another_hash_is_not_taken() {
        otherHash = true;
        assertThatThrownBy(() -> stamp(HexFormat.of().parseHex("ab".repeat(32))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the time stamp that was asked for");
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(out);
        }
        return out;
    }
}
