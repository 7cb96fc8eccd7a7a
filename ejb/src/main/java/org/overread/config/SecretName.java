/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a secret, written {@code ${secret:name}} in the document. Its value is kept by the server, never by us: see
 * {@link Secrets}.
 *
 * @param value letters, digits, dot, hyphen, underscore
 */
public record SecretName(String value) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([A-Za-z0-9][A-Za-z0-9._-]{0,99})}");

    /** How one is written, to be shown to people. */
    static final String FORM = "${secret:name}";

    /** Reads {@code ${secret:name}}; empty when the text is anything else. */
    public static Optional<SecretName> parse(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.matches() ? Optional.of(new SecretName(matcher.group(1))) : Optional.empty();
    }

    @Override
    public String toString() {
        return "${secret:" + value + "}";
    }
}
