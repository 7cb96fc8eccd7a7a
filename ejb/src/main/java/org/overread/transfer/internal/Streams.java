/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import com.netflix.concurrency.limits.limit.AIMDLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * How many requests are under way to each destination from this node, and whose turn is next. The number rises by one
 * with each good answer and is halved by a failed or slow one (additive increase, multiplicative decrease), so that a
 * destination that has too much to do is relieved before it fails. Whose turn it is say {@link Turns}: a large study never
 * starves a small one.
 */
@ApplicationScoped
class Streams {
    private static final double HALF = 0.5;
    private static final long LOOK_MILLIS = Duration.ofSeconds(1).toMillis();

    private final Clock clock;
    private final Map<String, AtDestination> destinations = new HashMap<>();

    @Inject
    Streams(Clock clock) {
        this.clock = clock;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Streams() {
        this.clock = null;
    }

    private static final class AtDestination {
        private final List<Request> underWay = new ArrayList<>();
        private final List<Request> waiting = new ArrayList<>();
        private final Turns turns = new Turns();
        private int most;
        private AIMDLimit limit;
        /** When the number was halved: what began before it tells nothing new. */
        private long halvedAt = Long.MIN_VALUE;

        AtDestination(int most) {
            this.most = most;
            this.limit = upTo(most);
        }

        void allow(int changed) {
            if (most != changed) {
                most = changed;
                limit = upTo(changed);
            }
        }

        private static AIMDLimit upTo(int most) {
            return AIMDLimit.newBuilder()
                    .initialLimit(most)
                    .minLimit(1)
                    .maxLimit(most)
                    .backoffRatio(HALF)
                    .build();
        }
    }

    /** How a request ended. */
    enum Answer {
        WELL,
        /** Failed at the destination, or answered late. */
        POORLY,
        /** Broken off for a reason that is not the destination's. */
        NOT_TOLD
    }

    /** A place among the requests to a destination. */
    final class Request {
        private final String destination;
        private final long transfer;
        private final Standing standing;
        private long beganAt;

        private Request(String destination, long transfer, Standing standing) {
            this.destination = destination;
            this.transfer = transfer;
            this.standing = standing;
        }

        /** Gives the place back. */
        void ended(Answer answer) {
            end(this, answer);
        }
    }

    /**
     * Waits for a place. What is urgent has one at once.
     *
     * @param most requests at a time when all is well
     * @param condition asked about each second; when it does not hold any more, so does the wait not
     * @return the place; give it back
     */
    Request enter(String destination, int most, long transfer, Standing standing, BooleanSupplier condition)
            throws InterruptedException {
        Request request = new Request(destination, transfer, standing);
        synchronized (this) {
            AtDestination at = destinations.computeIfAbsent(destination, unused -> new AtDestination(most));
            at.allow(most);
            at.waiting.add(request);
            try {
                while (condition.getAsBoolean() && !mayGo(at, request)) {
                    wait(LOOK_MILLIS);
                }
                at.turns.took(wish(request), wishes(at.waiting));
                request.beganAt = clock.millis();
                at.underWay.add(request);
            } finally {
                at.waiting.remove(request);
            }
            // a further place may be free
            notifyAll();
            return request;
        }
    }

    private boolean mayGo(AtDestination at, Request request) {
        return request.standing.urgent()
                || (at.underWay.size() < at.limit.getLimit() && next(at) == request); // NOPMD identity is meant
    }

    private Request next(AtDestination at) {
        List<Turns.Wish> wishes = wishes(at.waiting);
        Turns.Wish next = at.turns.next(wishes);
        return at.waiting.get(wishes.indexOf(next));
    }

    private List<Turns.Wish> wishes(List<Request> requests) {
        return requests.stream().map(this::wish).toList();
    }

    private Turns.Wish wish(Request request) {
        Standing standing = request.standing;
        return new Turns.Wish(request.transfer, standing.group(), standing.urgent(), standing.weight(clock.instant()));
    }

    private synchronized void end(Request request, Answer answer) {
        AtDestination at = destinations.get(request.destination);
        if (at == null || !at.underWay.contains(request)) {
            return;
        }
        int before = at.underWay.size();
        at.underWay.remove(request);
        at.turns.keep(Stream.concat(at.waiting.stream(), at.underWay.stream())
                .map(this::wish)
                .toList());
        boolean poorly = answer == Answer.POORLY;
        if (answer == Answer.WELL || (poorly && request.beganAt > at.halvedAt)) {
            if (poorly) {
                at.halvedAt = clock.millis();
            }
            at.limit.onSample(0, 0, before, poorly);
        }
        notifyAll();
    }

    /** How many wait for a place. */
    synchronized int waiting(String destination) {
        AtDestination at = destinations.get(destination);
        return at == null ? 0 : at.waiting.size();
    }

    /** How many requests a destination is given at once by now. */
    synchronized int limit(String destination) {
        AtDestination at = destinations.get(destination);
        return at == null ? 0 : at.limit.getLimit();
    }
}
