/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code overread.*} settings of the server: a system property, else the environment by the naming rule of
 * MicroProfile Config ({@code overread.mllp.port} is {@code OVERREAD_MLLP_PORT}), else the default given. Read this
 * way, and not by the {@code ee} subsystem's property replacement, because switching that on would change how the
 * archive's own EAR is read.
 */
public final class Settings {
    private Settings() {}

    public static String text(String name, String otherwise) {
        String value = find(name);
        return value == null ? otherwise : value;
    }

    public static int number(String name, int otherwise) {
        String value = find(name);
        return value == null ? otherwise : Integer.parseInt(value.trim());
    }

    public static boolean flag(String name, boolean otherwise) {
        String value = find(name);
        return value == null ? otherwise : Boolean.parseBoolean(value.trim());
    }

    /** An ISO 8601 duration, such as {@code PT30S}. */
    public static Duration duration(String name, Duration otherwise) {
        String value = find(name);
        return value == null ? otherwise : Duration.parse(value.trim());
    }

    public static @Nullable String find(String name) {
        String property = System.getProperty(name);
        if (property != null && !property.isBlank()) {
            return property;
        }
        String variable = System.getenv(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
        return variable == null || variable.isBlank() ? null : variable;
    }
}
