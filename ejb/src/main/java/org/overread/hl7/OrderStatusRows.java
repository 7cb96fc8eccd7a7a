/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What the RIS that placed an order was told of it last. */
@ApplicationScoped
class OrderStatusRows {
    private final Jdbi jdbi;

    @Inject
    OrderStatusRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OrderStatusRows() {
        this.jdbi = null;
    }

    Optional<OrderStatus.Code> told(long order) {
        return jdbi.withHandle(h -> h.createQuery("select status from order_status where order_id = :order")
                .bind("order", order)
                .mapTo(String.class)
                .findOne()
                .map(OrderStatus.Code::valueOf));
    }

    void tell(long order, OrderStatus.Code status) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into order_status (order_id, status) values (:order, :status)
                        on conflict (order_id) do update set status = excluded.status, told_at = now()""")
                .bind("order", order)
                .bind("status", status.name())
                .execute());
    }
}
