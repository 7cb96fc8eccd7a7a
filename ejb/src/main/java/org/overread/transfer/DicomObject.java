/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.io.InputStream;
import java.util.Optional;

/**
 * One DICOM object (PS3.10 file) on its way. Its bytes are read once, in order, and never held whole.
 *
 * @param instance SOP Instance UID (0008,0018); empty when the object's beginning cannot be read
 * @param issuers what became of the issuers that were asked for
 * @param content the object's bytes. A failure while reading is the <em>source's</em> and comes out as
 *     {@link SourceFailed}
 */
public record DicomObject(Optional<String> instance, IssuerOutcome issuers, InputStream content) {
    /** What became of the issuers on one object. */
    public enum IssuerOutcome {
        /** None were asked for; the bytes are the source's. */
        NOT_ASKED(true),
        /** At least one was added. */
        ADDED(true),
        /** The object had its own; the bytes are the source's. */
        KEPT(true),
        /** The object's transfer syntax is deflated (PS3.5 section A.5): its header cannot be changed in passing. */
        DEFLATED(false),
        /** What stands before the patient module is larger than the bound for a header. */
        HEADER_TOO_LARGE(false),
        /** The bytes are no DICOM that can be followed as far as the patient module. */
        UNREADABLE(false),
        /** The object must not leave as it is: see {@link PutResult.Sent#reason}. */
        BLOCKED(false);

        private final boolean satisfied;

        IssuerOutcome(boolean satisfied) {
            this.satisfied = satisfied;
        }

        /** Whether the object carries what was asked. When not, its bytes are the source's and a sink holds it back. */
        public boolean isSatisfied() {
            return satisfied;
        }
    }
}
