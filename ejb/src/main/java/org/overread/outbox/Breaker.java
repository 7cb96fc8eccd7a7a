/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Jdbi;
import org.overread.shared.Problem;

/**
 * Lets a peer that does not answer rest, for all nodes: after some failures in a row nobody calls it until its rest is
 * over; then one worker may, and the others follow when that went well. A dead link then costs a worker milliseconds
 * and not time-outs. Only "not reached" counts: a peer that refuses one study is well.
 */
@ApplicationScoped
public class Breaker {
    private static final int TOLERATED = 3;
    private static final Duration FIRST_REST = Duration.ofSeconds(4);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration PROBE = Duration.ofSeconds(60);
    private static final Duration WHILE_PROBED = Duration.ofSeconds(3);

    private final Jdbi jdbi;

    @Inject
    public Breaker(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Breaker() {
        this.jdbi = null;
    }

    public static String destination(String name) {
        return "destination:" + name;
    }

    /** One that HL7 messages are sent to. */
    public static String receiver(String key) {
        return "receiver:" + key;
    }

    public static String archive(String name) {
        return "archive:" + name;
    }

    /** Empty: go. Otherwise how long to wait before asking again. */
    public Optional<Duration> rest(String peer) {
        return jdbi.withHandle(h -> {
            Optional<Double> seconds = h.createQuery("""
                            select case when retry_at > clock_timestamp()
                                        then extract(epoch from retry_at - clock_timestamp())
                                        when probe_until > clock_timestamp() then :probed else 0 end
                              from breaker where peer = :peer and opened_at is not null""")
                    .bind("peer", peer)
                    .bind("probed", (double) WHILE_PROBED.toSeconds())
                    .mapTo(Double.class)
                    .findOne();
            if (seconds.isEmpty()) {
                return Optional.empty();
            }
            if (seconds.get() > 0) {
                return Optional.of(jittered(seconds.get()));
            }
            int mine = h.createUpdate("""
                            update breaker set probe_until = clock_timestamp() + make_interval(secs => :lease)
                             where peer = :peer and retry_at <= clock_timestamp()
                               and (probe_until is null or probe_until < clock_timestamp())""")
                    .bind("peer", peer)
                    .bind("lease", (double) PROBE.toSeconds())
                    .execute();
            return mine == 1 ? Optional.empty() : Optional.of(jittered(WHILE_PROBED.toSeconds()));
        });
    }

    /** It answered: everybody may go. */
    public void answered(String peer) {
        jdbi.useHandle(h -> h.createUpdate("delete from breaker where peer = :peer")
                .bind("peer", peer)
                .execute());
    }

    /**
     * It could not be reached.
     *
     * @return what to tell the operator, when it rests now
     */
    public Optional<Rests> failed(String peer, Problem problem) {
        int failures = jdbi.withHandle(h -> h.createQuery("""
                        insert into breaker (peer, failures, last_problem) values (:peer, 1, :problem)
                        on conflict (peer) do update
                           set failures = breaker.failures + 1, last_problem = :problem, probe_until = null
                        returning failures""")
                .bind("peer", peer)
                .bind("problem", problem.code())
                .mapTo(Integer.class)
                .one());
        if (failures >= TOLERATED) {
            Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - TOLERATED, 10));
            double seconds = Math.min(rest.toSeconds(), LONGEST_REST.toSeconds());
            jdbi.useHandle(h ->
                    h.createUpdate("""
                            update breaker set opened_at = coalesce(opened_at, clock_timestamp()),
                                   retry_at = clock_timestamp() + make_interval(secs => :rest) where peer = :peer""").bind("peer", peer).bind("rest", seconds).execute());
            return Optional.of(new Rests(peer, failures, (long) seconds));
        }
        return Optional.empty();
    }

    /**
     * A peer that nobody calls for a while.
     *
     * @param failures in a row
     * @param seconds how long
     */
    public record Rests(String peer, int failures, long seconds) {}

    /** A little later for each, so that what waited together does not come back together. */
    private static Duration jittered(double seconds) {
        return Duration.ofMillis(
                (long) (seconds * 1000) + ThreadLocalRandom.current().nextLong(50, 1000));
    }
}
