/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import org.overread.shared.DicomUid;
import org.overread.shared.Problem;

/**
 * Asks an archive to send a study itself, by its own C-STORE, to an AE that it knows. Only dcm4chee has this; the call
 * lasts as long as the sending. The answer counts and does not name: a transfer proved by it alone is {@code counted}.
 */
public interface ExportRequest {
    /** The archive's name in the configuration. */
    String name();

    /** Sends a whole study and waits. Whatever happens is a result; this throws nothing. */
    ExportResult export(DicomUid study, String aeTitle);

    /** What became of it. */
    sealed interface ExportResult {}

    /**
     * The archive tried. Compare {@link #accepted} with a count of the study taken after the call: the archive says
     * 200 though it sent fewer than there are.
     *
     * @param completed objects answered with success
     * @param warning objects answered with a warning status (PS3.4 section GG.4.1 B000H): stored, perhaps coerced
     * @param failed objects refused or not sent
     */
    record Exported(int completed, int warning, int failed) implements ExportResult {
        /** Objects that the receiver took. */
        public int accepted() {
            return completed + warning;
        }
    }

    /** The archive says 200 and sent nothing: it does not hold the study, or hides it. Permanent until it is there. */
    record NothingToSend(Problem problem) implements ExportResult {}

    /** Nothing can have been sent: archive not reached, or the archive could not associate with the AE. Transient. */
    record Unreachable(Problem problem) implements ExportResult {}

    /** Permanent: the archive does not know the AE, or refuses the call. */
    record Refused(Problem problem) implements ExportResult {}

    /** No answer, or half of one: the archive may still be sending. Verify before a second call. */
    record Ambiguous(Problem problem) implements ExportResult {}
}
