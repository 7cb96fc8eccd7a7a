/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Problem;

/**
 * What a destination made of one STOW-RS request. None of these is a proof: "sent" means verified by
 * {@link InstanceList}.
 */
public sealed interface PutResult {
    /** What was handed over in this request. */
    Sent sent();

    /**
     * How many objects were <em>not</em> sent because they could not be given the issuers asked for: a reason for
     * quarantine, since the list at the destination will lack them.
     */
    default int heldBack() {
        return sent().heldBack();
    }

    /** The same, with a reason for what was held back. */
    default PutResult withReason(Problem reason) {
        Sent told = new Sent(sent().instances(), sent().objects(), sent().bytes(), sent().heldBack(), reason);
        if (this instanceof PartlyStored partly) {
            return new PartlyStored(told, partly.stored(), partly.failed(), partly.unmentioned());
        } else if (this instanceof Refused refused) {
            return new Refused(told, refused.status(), refused.problem());
        } else if (this instanceof Unavailable unavailable) {
            return new Unavailable(told, unavailable.problem());
        } else if (this instanceof Ambiguous ambiguous) {
            return new Ambiguous(told, ambiguous.problem());
        }
        return new Stored(told);
    }

    /**
     * What went over the wire.
     *
     * @param instances SOP Instance UIDs, in order; an object without a readable one is left out
     * @param objects how many objects were begun
     * @param bytes how many bytes of them
     * @param heldBack how many were skipped because {@link DicomObject.IssuerOutcome#isSatisfied} is false
     * @param reason why the first of these was, if not for its issuers
     */
    record Sent(
            List<String> instances,
            int objects,
            long bytes,
            int heldBack,
            @Nullable Problem reason) {
        /** For what was held back for its issuers only, or not at all. */
        public Sent(List<String> instances, int objects, long bytes, int heldBack) {
            this(instances, objects, bytes, heldBack, null);
        }

        public Sent {
            instances = List.copyOf(instances);
        }
    }

    /**
     * Every object sent is named as stored in the answer's Referenced SOP Sequence (0008,1199). Also when all of a batch
     * were held back and there was nothing to send.
     */
    record Stored(Sent sent) implements PutResult {}

    /**
     * The answer is a proper one and does not name every object as stored: status 202 or 409, or a 200 with fewer.
     *
     * @param stored SOP Instance UIDs said to be stored
     * @param failed those said to be refused, with the reason
     * @param unmentioned those of which the answer says nothing
     */
    record PartlyStored(Sent sent, List<String> stored, List<Failed> failed, List<String> unmentioned)
            implements PutResult {
        public PartlyStored {
            stored = List.copyOf(stored);
            failed = List.copyOf(failed);
            unmentioned = List.copyOf(unmentioned);
        }
    }

    /**
     * Permanent: the destination refused the request as such (4xx, a redirect). One bad object may be the cause: Orthanc
     * answers 400 to a whole request then, though it keeps the objects that came before. So list what is there, and send
     * the rest one by one ({@link ObjectSource#instances}, a batch of one) before giving up.
     *
     * @param status the HTTP status
     */
    record Refused(Sent sent, int status, Problem problem) implements PutResult {}

    /** Transient, and nothing can have been stored by this request: not reached, or 429 or 503. */
    record Unavailable(Sent sent, Problem problem) implements PutResult {}

    /**
     * Was it stored? The connection broke or timed out after bytes had gone, the destination failed inside (500), or
     * the answer is none that one can read (HTML, empty, cut). Verify before a second try.
     */
    record Ambiguous(Sent sent, Problem problem) implements PutResult {}

    /**
     * One object that was refused.
     *
     * @param instance SOP Instance UID; empty when the answer does not name it
     * @param reason Failure Reason (0008,1197), PS3.18 table I.2-2; -1 when absent
     */
    record Failed(String instance, int reason) {
        /**
         * Whether the same object can be stored later: out of resources (A7xxH), processing failure (0110H), unless the
         * standard or dcm4chee gives the code another sense.
         */
        public boolean isTransient() {
            // A778H is dcm4chee's "other patient than the study's", which no retry mends
            return reason != 0xA778 && ((reason & 0xFF00) == 0xA700 || reason == 0x0110);
        }
    }
}
