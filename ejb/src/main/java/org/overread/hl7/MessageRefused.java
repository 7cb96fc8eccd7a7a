/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

/** The sender must mend this message. Checked, because each mapping step may say so and the intake must answer it. */
final class MessageRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;
    private final String acknowledgement;

    /** Answered AE. */
    MessageRefused(Fault fault) {
        this(fault, Acknowledgement.ERROR);
    }

    MessageRefused(Fault fault, String acknowledgement) {
        super(fault.problem().text(), null, false, false);
        this.fault = fault;
        this.acknowledgement = acknowledgement;
    }

    Fault fault() {
        return fault;
    }

    /** MSA-1. */
    String acknowledgement() {
        return acknowledgement;
    }
}
