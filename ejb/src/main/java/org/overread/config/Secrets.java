/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.Optional;
import org.overread.shared.Settings;

/**
 * Values of secrets: the system property {@code overread.secret.NAME}, else the environment variable
 * {@code OVERREAD_SECRET_NAME} (other characters than letters and digits as underscores). Read each time, so that a
 * changed secret needs no restart where the server can change it; never stored, never logged.
 */
public final class Secrets {
    private Secrets() {}

    /** The value; empty when the server holds none of that name. */
    public static Optional<String> find(SecretName name) {
        return Optional.ofNullable(Settings.find("overread.secret." + name.value()));
    }
}
