/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import java.util.List;
import java.util.Optional;
import org.overread.access.Scope;

/** The reports that a caller may see: those of the cases that it may see. */
public interface Reports {
    /** With its text and PDF. */
    Optional<Report> load(Scope scope, long id);

    /** Of one case, newest first, without their content. */
    List<Report> ofCase(Scope scope, long caseId, int limit);
}
