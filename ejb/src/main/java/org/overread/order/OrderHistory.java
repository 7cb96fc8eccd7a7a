/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said about one order, in the order of the messages' own times, whichever way they came. Where the order stands
 * is what comes of them one after the other: so a message that is late has the effect that it would have had in time.
 *
 * @param base what became of statements that are too old to be kept; null while all are
 */
record OrderHistory(@Nullable Stand base, List<OrderStatement> statements) {
    /** Statements that are kept, so that an order that is spoken of for ever stays small. */
    static final int MOST = 64;

    OrderHistory {
        statements = List.copyOf(statements);
    }

    /**
     * Where an order stands.
     *
     * @param at time of the newest statement that counted
     */
    record Stand(OrderNumbers numbers, OrderContent content, OrderState state, Instant at) {
        @Override
        public String toString() {
            return "Stand[" + state + " " + at + "]";
        }
    }

    /** Why a statement did not do what it asked for. */
    enum Remark {
        /** The order had ended before. */
        ENDED,
        /** The order was further on. */
        FURTHER_ON
    }

    /** What became of all statements, and what is to be said about one of them. */
    record Outcome(@Nullable Stand stand, Set<Remark> remarks) {}

    static OrderHistory of(List<OrderStatement> statements) {
        return new OrderHistory(
                null, statements.stream().sorted(OrderStatement.ORDER).toList());
    }

    /** Of an order of which no more than its row is known: what the row says was said at once. */
    static OrderHistory of(ImagingOrder order) {
        return of(List.of(new OrderStatement(
                OrderStatement.Act.PLACE, order.numbers(), order.state(), order.content(), order.controlAt(), 0)));
    }

    /** Whether the order's row alone says as much as this. */
    boolean saidByTheRow() {
        if (base != null || statements.size() != 1) {
            return false;
        }
        OrderContent content = statements.get(0).content();
        return content != null
                && content.priority() != null
                && content.cleared().isEmpty();
    }

    /** With one more; unchanged by one that is older than what is kept. */
    OrderHistory with(OrderStatement statement) {
        if (base != null && statement.at().isBefore(base.at())) {
            return this;
        }
        List<OrderStatement> all = new ArrayList<>(statements);
        all.add(statement);
        all.sort(OrderStatement.ORDER);
        int tooMany = Math.max(0, all.size() - MOST);
        Stand early = tooMany == 0
                ? base
                : new OrderHistory(base, all.subList(0, tooMany)).outcome(null).stand();
        return new OrderHistory(early, all.subList(tooMany, all.size()));
    }

    /** Those that speak of an order of these numbers too, other than new orders. */
    List<OrderStatement> about(OrderNumbers numbers) {
        return statements.stream()
                .filter(s -> s.act() != OrderStatement.Act.PLACE && s.numbers().fit(numbers))
                .toList();
    }

    /** @param asked the statement to be remarked upon, or null */
    Outcome outcome(@Nullable OrderStatement asked) {
        Set<Remark> remarks = EnumSet.noneOf(Remark.class);
        Set<Remark> ignored = EnumSet.noneOf(Remark.class);
        Stand stand = base;
        for (OrderStatement statement : statements) {
            if (stand != null) {
                stand = next(stand, statement, statement.equals(asked) ? remarks : ignored);
            } else if (statement.act() == OrderStatement.Act.PLACE) {
                stand = new Stand(
                        statement.numbers(),
                        Objects.requireNonNull(statement.content()).kept(),
                        Objects.requireNonNull(statement.state()),
                        statement.at());
            }
        }
        return new Outcome(stand, remarks);
    }

    private static Stand next(Stand stand, OrderStatement said, Set<Remark> remarks) {
        return switch (said.act()) {
            case PLACE -> placeAgain(stand, said, remarks);
            case CANCEL, DISCONTINUE ->
                new Stand(
                        stand.numbers(),
                        stand.content(),
                        stand.state().ended() ? stand.state() : moved(stand, said.state(), remarks),
                        said.at());
            case CHANGE, STATUS -> {
                if (stand.state().ended() && (said.content() != null || said.state() != stand.state())) {
                    remarks.add(Remark.ENDED);
                    yield stand;
                }
                yield new Stand(
                        said.numbers().or(stand.numbers()),
                        said.content() == null
                                ? stand.content()
                                : said.content().or(stand.content()),
                        moved(stand, said.state(), remarks),
                        said.at());
            }
        };
    }

    /** The same order again updates it; one that is newer than its end revives it. */
    private static Stand placeAgain(Stand stand, OrderStatement said, Set<Remark> remarks) {
        OrderState wanted = Objects.requireNonNull(said.state());
        if (stand.state().ended() && !said.at().isAfter(stand.at()) && !wanted.ended()) {
            remarks.add(Remark.ENDED);
            return stand;
        }
        boolean takes = stand.state().ended() || stand.state().canBecome(wanted);
        return new Stand(
                said.numbers().or(stand.numbers()),
                Objects.requireNonNull(said.content()).or(stand.content()),
                takes ? wanted : stand.state(),
                said.at());
    }

    private static OrderState moved(Stand stand, @Nullable OrderState wanted, Set<Remark> remarks) {
        if (wanted == null || wanted == stand.state()) {
            return stand.state();
        }
        if (stand.state().canBecome(wanted)) {
            return wanted;
        }
        remarks.add(Remark.FURTHER_ON);
        return stand.state();
    }

    @Override
    public String toString() {
        return "OrderHistory" + statements;
    }
}
