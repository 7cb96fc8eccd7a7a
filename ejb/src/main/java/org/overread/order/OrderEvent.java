/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import org.jspecify.annotations.Nullable;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/** Something happened to an order. Fired in the transaction that did it, after its rows are written. */
public sealed interface OrderEvent
        permits OrderPlaced, OrderChanged, OrderCancelled, OrderDiscontinued, OrderCancelAsked {

    Facts order();

    Origin origin();

    /** What an audit message and the reading side need to know which order it was. */
    record Facts(
            long id,
            String site,
            PatientKey patient,
            String placerNumber,
            String fillerNumber,
            String accession,
            String accessionIssuer,
            @Nullable String studyUid,
            OrderState state) {

        static Facts of(ImagingOrder order) {
            return new Facts(
                    order.id(),
                    order.site(),
                    order.patient(),
                    order.numbers().placer(),
                    order.numbers().filler(),
                    order.content().accession(),
                    order.content().accessionIssuer(),
                    order.content().studyUid(),
                    order.state());
        }
    }
}
