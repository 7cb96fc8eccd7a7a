/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How we log in at a peer.
 *
 * @param authorization the value of the {@code Authorization} header; empty for none
 */
public record Credentials(String authorization) {
    public static final Credentials NONE = new Credentials("");

    /** HTTP Basic (RFC 7617), sent at once and not only when asked. */
    public static Credentials basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Credentials("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** A bearer token (RFC 6750) that somebody else renews. */
    public static Credentials bearer(String token) {
        return new Credentials("Bearer " + token);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
