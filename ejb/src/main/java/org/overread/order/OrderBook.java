/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.util.List;

/** Where orders are entered. For system code that acts on a message; what people look at comes from {@link Orders}. */
public interface OrderBook {

    /**
     * Carries out the requests in their order, in the caller's transaction: registers their patients, writes orders,
     * timeline lines, and fires events. A refused request leaves no trace.
     *
     * @return one outcome a request
     */
    List<OrderOutcome> enter(List<OrderRequest> requests);
}
