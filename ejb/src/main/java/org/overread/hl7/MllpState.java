/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.overread.hl7adapter.api.MllpGate;
import org.overread.shared.Problem;

/** Whether senders of HL7 can connect to this node: a part of what {@code /api/health/ready} tells. */
@ApplicationScoped
public class MllpState {

    /** The reason why not; null while every MLLP port that is configured takes connections. */
    public @Nullable Problem problem() {
        return MllpGate.gate().isServed() ? null : Problem.of(Hl7Messages.MESSAGES.notListening());
    }
}
