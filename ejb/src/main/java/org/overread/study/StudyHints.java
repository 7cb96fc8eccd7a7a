/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import org.overread.shared.DicomUid;

/**
 * Where every hint about a study comes in, in the caller's transaction. Ten hints are one look: the archive is asked
 * later, by one idempotent handler, and never in the call.
 */
public interface StudyHints {

    /** @param archive its name in the configuration */
    void look(String archive, DicomUid study, Hint hint);
}
