/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overread.config.Group;
import org.overread.order.ImagingOrder;
import org.overread.reading.CaseView;

/**
 * A case as an order of ours: the patient, accession number and Study Instance UID are those that the images carry, the
 * placer number is the case's.
 */
final class GroupOrderText {
    private GroupOrderText() {}

    /**
     * @param control ORC-1: NW, XO or CA
     * @param filler ORC-3 and OBR-3, number and authority: as the group's RIS gave it
     * @param now ORC-9
     */
    static Function<SegmentWriter, SegmentWriter> of(
            CaseView view, @Nullable ImagingOrder order, Group.Form form, String control, String[] filler, String now) {
        return w -> {
            long id = view.readingCase().id();
            String[] placer = {CaseNumber.of(id), CaseNumber.AUTHORITY};
            String priority = view.readingCase().priority().code();
            String procedure = order == null ? "" : order.numbers().requestedProcedure();
            boolean imaging = form == Group.Form.OMI;
            pid(w, view);
            if (order != null && !order.content().patientClass().isEmpty()) {
                w.segment("PV1")
                        .set(1, "1")
                        .set(2, order.content().patientClass())
                        .end();
            }
            w.segment("ORC")
                    .set(1, control)
                    .set(2, placer)
                    .set(3, filler)
                    .set(5, control.equals("CA") ? "CA" : "SC")
                    .raw(7, imaging ? "" : SegmentWriter.components("", "", "", "", "", priority))
                    .set(9, now)
                    .end();
            if (imaging) {
                w.segment("TQ1").set(1, "1").set(9, priority).end();
            }
            obr(w, view, order, placer, filler, priority, procedure);
            return imaging
                    ? w.segment("IPC")
                            .set(1, view.accession(), issuer(order))
                            .set(2, procedure)
                            .set(3, view.studyUid())
                            .set(5, view.readingCase().modality())
                            .end()
                    : w.segment("ZDS")
                            .set(1, view.studyUid(), "", "Application", "DICOM")
                            .end();
        };
    }

    private static void obr(
            SegmentWriter w,
            CaseView view,
            @Nullable ImagingOrder order,
            String[] placer,
            String[] filler,
            String priority,
            String procedure) {
        String[] code = order == null
                ? new String[] {"", view.procedure(), ""}
                : coded(order.content().procedureCode(), view.procedure());
        w.segment("OBR")
                .set(1, "1")
                .set(2, placer)
                .set(3, filler)
                .set(4, code)
                .set(13, order == null ? "" : order.content().clinicalInformation())
                .raw(16, order == null ? "" : person(order.content().referringPhysician()))
                .set(18, view.accession())
                .set(19, procedure)
                .set(24, view.readingCase().modality())
                .raw(27, SegmentWriter.components("", "", "", "", "", priority))
                .set(31, "", view.reason())
                .end();
    }

    static void pid(SegmentWriter w, CaseView view) {
        w.segment("PID")
                .set(1, "1")
                .raw(3, SegmentWriter.components(view.patientId(), "", "", view.patientAuthority()))
                .raw(5, SegmentWriter.xpn(view.patientName()))
                .set(7, SegmentWriter.date(view.birthDate()))
                .set(8, view.sex())
                .end();
    }

    /** {@code CODE^SCHEME} and a text as a coded element. */
    static String[] coded(String codeAndScheme, String text) {
        String[] parts = codeAndScheme.split("\\^", 2);
        return new String[] {parts[0], text, parts.length > 1 ? parts[1] : ""};
    }

    /** A name in DICOM's form as XCN without an ID. */
    private static String person(String name) {
        return name.isEmpty() ? "" : "^" + SegmentWriter.xpn(name.split("=", 2)[0]);
    }

    private static String issuer(@Nullable ImagingOrder order) {
        return order == null ? "" : order.content().accessionIssuer();
    }

    static Set<Identifier> identifiers(CaseView view) {
        Set<Identifier> found = new LinkedHashSet<>();
        found.add(new Identifier(Identifier.Kind.PATIENT, view.patientId(), view.patientAuthority()));
        found.add(new Identifier(Identifier.Kind.ACCESSION, view.accession(), ""));
        found.add(new Identifier(
                Identifier.Kind.PLACER, CaseNumber.of(view.readingCase().id()), CaseNumber.AUTHORITY));
        found.add(new Identifier(Identifier.Kind.STUDY, view.studyUid(), ""));
        return found;
    }
}
