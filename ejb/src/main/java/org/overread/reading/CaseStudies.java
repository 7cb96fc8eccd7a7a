/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.List;
import java.util.Optional;
import org.overread.access.Scope;
import org.overread.shared.DicomUid;

/** The studies of the cases that a caller may see. A study that is no case, or out of scope, is not there. */
public interface CaseStudies {

    Optional<CaseStudy> find(Scope scope, DicomUid study);

    /** Newest first. */
    List<CaseStudy> list(Scope scope, CaseStudyQuery query);
}
