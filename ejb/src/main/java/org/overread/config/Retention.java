/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long is kept what is only needed to look back. Orders, cases, reports and the audit trail are never touched by it.
 *
 * @param messages what HL7 messages said, from their coming on; null = for ever, or as the setting
 *     {@code overread.hl7.messages-kept} says
 * @param sites sites that keep them for another time
 * @param repeats how long a message that is sent again is known for a repeat; null = as the setting
 *     {@code overread.hl7.repeats-kept} says
 * @param merges how long a merge of patients can be undone; null = as the setting {@code overread.patients.merges-kept} says
 */
public record Retention(
        @Nullable Duration messages,
        List<OfSite> sites,
        @Nullable Duration repeats,
        @Nullable Duration merges) {
    /** As the settings say. */
    public static final Retention BY_SETTINGS = new Retention(null, List.of(), null, null);

    public Retention {
        sites = List.copyOf(sites);
    }

    /** One site's own time. */
    public record OfSite(String site, Duration messages) {}

    /** The time of messages of a site, where it has one of its own. */
    public Optional<Duration> messagesOf(String site) {
        return sites.stream()
                .filter(each -> each.site().equals(site))
                .map(OfSite::messages)
                .findFirst();
    }
}
