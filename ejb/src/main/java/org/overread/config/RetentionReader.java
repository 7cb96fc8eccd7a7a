/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;

/** The document's {@code retention}. */
final class RetentionReader {
    private static final Duration LEAST = Duration.ofDays(1);
    private static final Duration MOST = Duration.ofDays(36_500);

    private RetentionReader() {}

    static Retention read(Section s) {
        return new Retention(
                s.duration("messages", LEAST, MOST),
                s.sections("sites", RetentionReader::site),
                s.duration("repeats", LEAST, MOST),
                s.duration("merges", LEAST, MOST));
    }

    private static Retention.OfSite site(Section s) {
        return new Retention.OfSite(s.required("site"), s.requiredValue("messages", MOST, Form.duration(LEAST, MOST)));
    }
}
