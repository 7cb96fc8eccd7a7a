/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;
import org.overread.order.OrderRequest;
import org.overread.patient.PatientMerge;
import org.overread.patient.PatientStatement;
import org.overread.report.ReceiveReport;

/** What a message asks us to do. */
sealed interface Act {

    /** Orders to be entered. */
    record Order(OrderRequest request, List<Fault> warnings) implements Act {}

    /** A patient to be registered or updated. */
    record Register(PatientStatement patient, List<Fault> warnings) implements Act {}

    /** Identities to be merged. */
    record Merge(List<PatientMerge> merges, List<Fault> warnings) implements Act {}

    /** Two identities called one person's, or no more. */
    record Link(PatientStatement one, PatientStatement other, boolean linked, List<Fault> warnings) implements Act {}

    /**
     * The archive received something of these studies (dcm4chee's procedure status update). Changes no order and no
     * patient.
     *
     * @param archive its name when the peer is configured as one, else empty
     */
    record Notice(List<String> studies, String archive) implements Act {}

    /** Reports to be kept and gone by. */
    record Results(List<ReceiveReport> reports) implements Act {}

    /** Stored and acknowledged, nothing done: a type that is not handled, from a sender whose profile says so. */
    record Nothing(Fault why) implements Act {}

    /** Came before and was answered positively: nothing is done again. */
    record Repeat() implements Act {}

    /** The sender must mend it. */
    record Refuse(String acknowledgement, Fault fault) implements Act {}
}
