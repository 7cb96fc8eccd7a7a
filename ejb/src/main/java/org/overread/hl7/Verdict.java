/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;

/**
 * How one message ends.
 *
 * @param acknowledgement MSA-1
 * @param faults what the answer says, first the one that is shown in lists
 */
record Verdict(MessageState state, String acknowledgement, List<Fault> faults) {

    /** Taken, with or without warnings. */
    static Verdict accepted(List<Fault> warnings) {
        return new Verdict(
                warnings.isEmpty() ? MessageState.ACCEPTED : MessageState.WARNED, Acknowledgement.ACCEPT, warnings);
    }

    static Verdict refused(String acknowledgement, Fault fault) {
        return new Verdict(MessageState.REFUSED, acknowledgement, List.of(fault));
    }

    /** What the answer says: one that needs nothing of the sender says nothing. */
    List<Fault> told() {
        return state == MessageState.IGNORED || state == MessageState.NOTICE ? List.of() : faults;
    }

    boolean positive() {
        return acknowledgement.equals(Acknowledgement.ACCEPT);
    }

    /** With one more warning, where the message was taken. */
    Verdict warned(Fault warning) {
        if (!positive()) {
            return this;
        }
        var all = new java.util.ArrayList<>(faults);
        all.add(warning);
        return new Verdict(state == MessageState.ACCEPTED ? MessageState.WARNED : state, acknowledgement, all);
    }
}
