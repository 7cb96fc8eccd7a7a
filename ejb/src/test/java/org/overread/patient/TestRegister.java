/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.jdbi.v3.core.Jdbi;
import org.overread.RecordedEvents;

/** The real register, outside a container. */
public final class TestRegister {
    private TestRegister() {}

    public static PatientRegister over(Jdbi jdbi) {
        return new JdbiPatientRegister(jdbi, new RecordedEvents<>(), new RecordedEvents<>(), new RecordedEvents<>());
    }
}
