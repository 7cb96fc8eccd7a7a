/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import org.overread.shared.Priority;

/**
 * How long a reading may take when neither rule nor site says otherwise: the clinical time targets. Stroke (15 min),
 * trauma (20 min) and screening (72 h) are no priorities: rules give them their clock.
 */
public final class Clocks {
    /** Part of the time after which a case is warned of. */
    private static final double WARN_AT = 0.7;

    private Clocks() {}

    /**
     * @param patientClass PV1-2 (HL7 table 0004): {@code E} emergency, {@code I} in-patient, else out-patient
     */
    public static Duration standard(Priority priority, String patientClass) {
        return switch (priority) {
            case STAT -> Duration.ofMinutes(30);
            case ASAP, CALLBACK, TIMING_CRITICAL -> Duration.ofMinutes(60);
            case PREOPERATIVE -> Duration.ofHours(4);
            case ROUTINE, AS_NEEDED ->
                switch (patientClass) {
                    case "E" -> Duration.ofMinutes(60);
                    case "I" -> Duration.ofHours(4);
                    default -> Duration.ofHours(24);
                };
        };
    }

    /** How long after its start a clock warns. */
    public static Duration warning(Duration clock) {
        return Duration.ofMillis((long) (clock.toMillis() * WARN_AT));
    }
}
