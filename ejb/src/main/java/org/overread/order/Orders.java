/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.overread.access.Scope;
import org.overread.shared.PatientKey;

/** The orders that somebody may see. Each method applies the scope in SQL; system code passes {@link Scope#system()}. */
public interface Orders {

    Optional<ImagingOrder> load(Scope scope, long id);

    /** Those of these orders that there are. */
    List<ImagingOrder> load(Scope scope, Collection<Long> ids);

    /** Newest first, by when they were placed here. */
    List<ImagingOrder> search(Scope scope, OrderSearch search);

    /** Orders that name this study. */
    List<ImagingOrder> byStudyUid(Scope scope, String studyUid);

    /** Orders with this accession number, whoever issued it: the caller compares issuers. */
    List<ImagingOrder> byAccession(Scope scope, String accession);

    /** Orders of this patient, or of one merged into them, with this requested procedure ID. */
    List<ImagingOrder> byRequestedProcedure(Scope scope, PatientKey patient, String requestedProcedure);

    /** All orders of this patient, or of one merged into them. */
    List<ImagingOrder> ofPatient(Scope scope, PatientKey patient);
}
