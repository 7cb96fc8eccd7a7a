/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.util.function.BooleanSupplier;
import org.overread.outbox.Lease;
import org.overread.shared.DicomUid;
import org.overread.transfer.Transfer;

/**
 * One attempt under way.
 *
 * @param transfer as it was when the attempt began
 * @param standing of its case among others
 * @param afterInterruption whether the attempt before was cut off by the end of its server
 */
record Run(
        Transfer transfer,
        DicomUid study,
        Standing standing,
        long attempt,
        boolean afterInterruption,
        Plan plan,
        Lease lease) {
    /** A person cancelled the transfer while it ran. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Cancelled() {
            super("cancelled by a person");
        }
    }

    /** Whether the case is wanted at once: others give way to it. */
    boolean urgent() {
        return standing.urgent();
    }

    /** Writes while the lease is ours; ends the attempt when the write says that a person cancelled it. */
    void write(BooleanSupplier change) {
        boolean[] goesOn = {false};
        lease.fenced(() -> goesOn[0] = change.getAsBoolean());
        if (!goesOn[0]) {
            throw new Cancelled();
        }
    }
}
