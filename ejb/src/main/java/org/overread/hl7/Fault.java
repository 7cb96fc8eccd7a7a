/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import org.overread.shared.Problem;

/**
 * What an answer says is wrong, or worth a warning.
 *
 * @param location segment, its number and field, {@code PID^1^3}; empty when it is no single place (ERR-2)
 * @param problem our own message: its text goes into MSA-3 and ERR-8, its id into ERR-7; never with patient data
 */
record Fault(String location, ErrorCode code, Problem problem) {
    /** A location as people write it: {@code PID-3}. */
    static String spoken(String location) {
        String[] parts = location.split("\\^", -1);
        return parts.length > 2 ? parts[0] + "-" + parts[2] : parts[0];
    }

    static Fault of(String location, ErrorCode code, String message) {
        return new Fault(location, code, Problem.of(message));
    }
}
