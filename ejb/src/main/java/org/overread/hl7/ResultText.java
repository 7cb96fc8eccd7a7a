/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.overread.order.ImagingOrder;
import org.overread.order.OrderNumbers;
import org.overread.reading.CaseView;
import org.overread.report.Report;

/**
 * An ORU^R01 for the RIS that ordered (RAD-28; HL7 v2.5.1, 7.3.1 [K]): its own placer, filler, accession number and
 * patient ID. The text as it was received, an OBX a line; the PDF as it was received.
 */
final class ResultText {
    private ResultText() {}

    static SegmentWriter write(SegmentWriter w, CaseView view, ImagingOrder order, Report report) {
        OrderNumbers numbers = order.numbers();
        String status = report.status().code();
        String[] placer = {numbers.placer(), numbers.placerAuthority()};
        String[] filler = {numbers.filler(), numbers.fillerAuthority()};
        String[] code = GroupOrderText.coded(
                order.content().procedureCode(), order.content().procedureText());
        GroupOrderText.pid(w, view);
        w.segment("ORC").set(1, "RE").set(2, placer).set(3, filler).set(5, "CM").end();
        w.segment("OBR")
                .set(1, "1")
                .set(2, placer)
                .set(3, filler)
                .set(4, code)
                .set(18, order.content().accession())
                .set(19, numbers.requestedProcedure())
                .set(22, SegmentWriter.time(report.reportedAt()))
                .set(24, order.content().modality())
                .set(25, status)
                .raw(32, SegmentWriter.subcomponents(report.radiologist().split("\\^", -1)))
                .end();
        int number = 1;
        if (!view.studyUid().isEmpty()) {
            w.segment("OBX")
                    .set(1, String.valueOf(number++))
                    .set(2, "HD")
                    .set(3, "113014", "DICOM Study", "DCM")
                    .set(5, view.studyUid())
                    .set(11, status)
                    .end();
        }
        if (!report.text().isEmpty()) {
            for (String line : report.text().split("\n", -1)) {
                w.segment("OBX")
                        .set(1, String.valueOf(number++))
                        .set(2, "TX")
                        .set(3, code)
                        .set(5, line)
                        .set(11, status)
                        .end();
            }
        }
        byte[] pdf = report.pdf();
        if (pdf != null) {
            w.segment("OBX")
                    .set(1, String.valueOf(number))
                    .set(2, "ED")
                    .set(3, code)
                    .raw(5, "^application^pdf^Base64^" + Base64.getEncoder().encodeToString(pdf))
                    .set(11, status)
                    .end();
        }
        return w;
    }

    static Set<Identifier> identifiers(CaseView view, ImagingOrder order) {
        Set<Identifier> found = new LinkedHashSet<>();
        OrderNumbers numbers = order.numbers();
        found.add(new Identifier(Identifier.Kind.PATIENT, view.patientId(), view.patientAuthority()));
        found.add(new Identifier(
                Identifier.Kind.ACCESSION,
                order.content().accession(),
                order.content().accessionIssuer()));
        found.add(new Identifier(Identifier.Kind.PLACER, numbers.placer(), numbers.placerAuthority()));
        found.add(new Identifier(Identifier.Kind.FILLER, numbers.filler(), numbers.fillerAuthority()));
        found.add(new Identifier(Identifier.Kind.STUDY, view.studyUid(), ""));
        return found;
    }
}
