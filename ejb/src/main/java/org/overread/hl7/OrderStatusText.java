/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.function.Function;
import org.overread.config.Sender;
import org.overread.order.ImagingOrder;
import org.overread.order.OrderNumbers;
import org.overread.reading.CaseView;

/**
 * How far an order is, for the RIS that placed it: a status change (ORC-1 SC, HL7 v2.5.1, table 0119 [K]) under that
 * RIS's own numbers, with ORC-5 of table 0038.
 */
final class OrderStatusText {
    private OrderStatusText() {}

    /** @param now ORC-9 */
    static Function<SegmentWriter, SegmentWriter> of(
            CaseView view, ImagingOrder order, Sender.StatusForm form, OrderStatus.Code status, String now) {
        return w -> {
            OrderNumbers numbers = order.numbers();
            String[] placer = {numbers.placer(), numbers.placerAuthority()};
            String[] filler = {numbers.filler(), numbers.fillerAuthority()};
            GroupOrderText.pid(w, view);
            w.segment("ORC")
                    .set(1, "SC")
                    .set(2, placer)
                    .set(3, filler)
                    .set(5, status.name())
                    .set(9, now)
                    .end();
            w.segment("OBR")
                    .set(1, "1")
                    .set(2, placer)
                    .set(3, filler)
                    .set(
                            4,
                            GroupOrderText.coded(
                                    order.content().procedureCode(),
                                    order.content().procedureText()))
                    .set(18, order.content().accession())
                    .set(19, numbers.requestedProcedure())
                    .set(24, order.content().modality())
                    .end();
            if (view.studyUid().isEmpty()) {
                return w;
            }
            return form == Sender.StatusForm.ORM
                    ? w.segment("ZDS")
                            .set(1, view.studyUid(), "", "Application", "DICOM")
                            .end()
                    : w.segment("OBX")
                            .set(1, "1")
                            .set(2, "HD")
                            .set(3, "113014", "DICOM Study", "DCM")
                            .set(5, view.studyUid())
                            .set(11, "O")
                            .end();
        };
    }
}
