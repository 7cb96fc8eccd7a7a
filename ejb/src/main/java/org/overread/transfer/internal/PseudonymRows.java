/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.overread.transfer.Pseudonyms;

/** What pseudonyms stand for, in the database; read by no person. */
@ApplicationScoped
class PseudonymRows implements Pseudonyms {
    private final Jdbi jdbi;

    @Inject
    PseudonymRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected PseudonymRows() {
        this.jdbi = null;
    }

    @Override
    public void keep(String destination, Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        // sorted, so that two studies that are sent at once never wait for each other crosswise
        List<Entry> sorted = entries.stream()
                .sorted(java.util.Comparator.comparing(Entry::kind).thenComparing(Entry::pseudonym))
                .toList();
        jdbi.useHandle(h -> h.createUpdate("insert into pseudonym (destination, kind, pseudonym, original, authority)"
                        + " select :destination, * from unnest(:kinds, :pseudonyms, :originals, :authorities)"
                        + " on conflict do nothing")
                .bind("destination", destination)
                .bindArray(
                        "kinds",
                        String.class,
                        sorted.stream().map(e -> e.kind().name()).toArray())
                .bindArray(
                        "pseudonyms",
                        String.class,
                        sorted.stream().map(Entry::pseudonym).toArray())
                .bindArray(
                        "originals",
                        String.class,
                        sorted.stream().map(Entry::original).toArray())
                .bindArray(
                        "authorities",
                        String.class,
                        sorted.stream().map(Entry::authority).toArray())
                .execute());
    }

    @Override
    public Map<String, Entry> originals(String destination, Kind kind, List<String> pseudonyms) {
        Map<String, Entry> found = new HashMap<>();
        if (pseudonyms.isEmpty()) {
            return found;
        }
        jdbi.useHandle(h -> h.createQuery(
                        "select pseudonym, original, authority from pseudonym where destination = :destination"
                                + " and kind = :kind and pseudonym = any(:pseudonyms)")
                .bind("destination", destination)
                .bind("kind", kind.name())
                .bindArray("pseudonyms", String.class, pseudonyms.toArray())
                .map((row, context) -> new Entry(
                        kind, row.getString("pseudonym"), row.getString("original"), row.getString("authority")))
                .forEach(entry -> found.put(entry.pseudonym(), entry)));
        return found;
    }
}
