/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.config.Retention;

/**
 * Takes away what the messages of some sites said, of months in which other sites' are still kept: the content and the
 * identifiers that the message is found by. The row stays, with its time, type, state and answer, until its month is dropped
 * whole. What is still to be sent stays.
 */
final class MessageErasure {
    static final int BATCH = 1000;

    private final Jdbi jdbi;
    private final Retention retention;
    private final @Nullable Duration usual;

    /** @param usual for sites that have no time of their own; null = for ever */
    MessageErasure(Jdbi jdbi, Retention retention, @Nullable Duration usual) {
        this.jdbi = jdbi;
        this.retention = retention;
        this.usual = usual;
    }

    /** How long the messages of some site are kept at most; empty = for ever. */
    Optional<Duration> longest() {
        return usual == null
                ? Optional.empty()
                : Stream.concat(Stream.of(usual), retention.sites().stream().map(Retention.OfSite::messages))
                        .max(Duration::compareTo);
    }

    /** What is gone of one month. @param messages how many lost their content */
    record Erased(String month, long messages) {}

    /** Every month that is over for some sites, as far as it was not done before; each batch commits by itself. */
    List<Erased> erase() {
        if (retention.sites().isEmpty()) {
            return List.of();
        }
        List<Erased> done = new ArrayList<>();
        for (String month : MessageRetention.months(jdbi)) {
            Rule rule = rule(month);
            if (!rule.nobody() && !known(month, rule)) {
                long erased = erase(month, rule);
                if (erased > 0) {
                    done.add(new Erased(month, erased));
                }
            }
        }
        return done;
    }

    /**
     * Whose messages of a month are over.
     *
     * @param others whether those of sites without a time of their own are
     * @param sites with a time of their own: those that are over, or, with {@code others}, those that are not
     */
    private record Rule(boolean others, List<String> sites) {
        boolean nobody() {
            return !others && sites.isEmpty();
        }

        String sql() {
            return others ? "not (m.site = any(:sites))" : "m.site = any(:sites)";
        }

        String text() {
            return (others ? "all but " : "only ") + String.join(" ", sites);
        }
    }

    private Rule rule(String month) {
        boolean others = usual != null && over(month, usual);
        return new Rule(
                others,
                retention.sites().stream()
                        .filter(site -> over(month, site.messages()) != others)
                        .map(Retention.OfSite::site)
                        .sorted()
                        .toList());
    }

    private boolean over(String month, Duration kept) {
        return jdbi.withHandle(h -> h.createQuery("select " + MessageRetention.OVER)
                .bind("month", month)
                .bind("kept", kept.toString())
                .mapTo(Boolean.class)
                .one());
    }

    private boolean known(String month, Rule rule) {
        return jdbi.withHandle(
                h -> h.createQuery("select exists (select from message_erased where month = :month and rule = :rule)")
                        .bind("month", month)
                        .bind("rule", rule.text())
                        .mapTo(Boolean.class)
                        .one());
    }

    private long erase(String month, Rule rule) {
        long erased = 0;
        long after = Long.MIN_VALUE;
        for (Optional<Long> upTo = next(month, after); upTo.isPresent(); upTo = next(month, after)) {
            long from = after;
            long to = upTo.get();
            erased += jdbi.inTransaction(h -> batch(h, month, rule, from, to));
            after = to;
        }
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into message_erased (month, rule)
                        select :month, :rule where not exists (select from message_MONTH m
                            where octet_length(m.raw) > 0 and RULE)
                        on conflict (month) do update set rule = excluded.rule, erased_at = now()""".replace("MONTH", month).replace("RULE", rule.sql()))
                .bind("month", month)
                .bind("rule", rule.text())
                .bindArray("sites", String.class, rule.sites())
                .execute());
        return erased;
    }

    /** The last of the next so many messages. */
    private Optional<Long> next(String month, long after) {
        return jdbi.withHandle(h -> h.createQuery("select max(id) from (select id from message_" + month
                        + " where id > :after order by id limit :batch) b")
                .bind("after", after)
                .bind("batch", BATCH)
                .mapTo(Long.class)
                .findOne());
    }

    private static int batch(Handle h, String month, Rule rule, long after, long upTo) {
        return h.createQuery("""
                        with erased as (
                            update message_MONTH m set raw = '', codec = 0
                             where m.id > :after and m.id <= :upTo and octet_length(m.raw) > 0 and RULE
                               and not exists (select from outgoing_message o where o.message_id = m.id
                                                and o.state in ('WAITING', 'IN_DOUBT'))
                            returning m.id),
                        unnamed as (
                            delete from message_identifier_MONTH i using erased where i.message_id = erased.id)
                        select count(*) from erased""".replace("MONTH", month).replace("RULE", rule.sql()))
                .bind("after", after)
                .bind("upTo", upTo)
                .bindArray("sites", String.class, rule.sites())
                .mapTo(Integer.class)
                .one();
    }
}
