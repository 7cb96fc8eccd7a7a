/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.List;
import java.util.Optional;
import org.overread.access.Scope;

/** The cases that a caller may see. A case out of scope is not there. */
public interface Cases {

    Optional<CaseView> load(Scope scope, long id);

    /** @throws org.overread.shared.OverreadException of kind BAD_REQUEST for a cursor that is not ours */
    CasePage list(Scope scope, CaseQuery query);

    /** Newest first; none for a case out of scope. */
    List<CaseDecision> decisions(Scope scope, long caseId);
}
