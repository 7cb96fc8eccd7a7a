/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * A hospital or department whose studies are read.
 *
 * @param name also the {@code site:NAME} role that limits a user to it
 * @param timezone in which rules tell its time of day, and in which its HL7 times without an offset are meant
 * @param authority default issuer of patient IDs (0010,0021), where sender, archive and message name none
 * @param accessionIssuer default issuer of accession numbers (0008,0051)
 * @param jurisdiction where its patients are, as a code of ISO 3166 such as {@code DE} or {@code US-CA}; a reader needs a
 *     licence for it
 * @param allowCounted the site's consent to destinations that can only prove how many objects came, not which
 * @param clocks time to read by priority, where it differs from {@link Clocks}
 * @param holidays days on which none of its business hours begins
 * @param businessHours in which its clocks run; null = day and night
 */
public record Site(
        String name,
        ZoneId timezone,
        String authority,
        String accessionIssuer,
        String jurisdiction,
        boolean allowCounted,
        Map<Priority, Duration> clocks,
        Set<LocalDate> holidays,
        @Nullable BusinessHours businessHours) {
    public Site {
        clocks = Map.copyOf(clocks);
        holidays = Set.copyOf(holidays);
    }

    /** One whose clocks run day and night. */
    public Site(
            String name,
            ZoneId timezone,
            String authority,
            String accessionIssuer,
            String jurisdiction,
            boolean allowCounted,
            Map<Priority, Duration> clocks) {
        this(name, timezone, authority, accessionIssuer, jurisdiction, allowCounted, clocks, Set.of(), null);
    }
}
