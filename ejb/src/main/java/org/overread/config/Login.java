/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

/**
 * How we log in at an archive or destination.
 *
 * @param username for HTTP basic authentication; empty = the secret is a bearer token
 * @param secret the name of the password or token
 */
public record Login(String username, SecretName secret) {
    public boolean isBearer() {
        return username.isEmpty();
    }
}
