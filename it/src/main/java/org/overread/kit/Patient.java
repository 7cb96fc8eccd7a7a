/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.util.List;

/**
 * An invented patient.
 *
 * @param id PID-3.1 and (0010,0020)
 * @param issuer the assigning authority, PID-3.4 and (0010,0021)
 * @param name family and given name, parted by {@code ^}, as both HL7 and DICOM write it
 * @param birthDate {@code yyyyMMdd}
 * @param sex F, M or O
 */
public record Patient(String id, String issuer, String name, String birthDate, String sex) {

    /** People who never lived; names that exercise character sets come with them. */
    public static final List<Patient> INVENTED = List.of(
            new Patient("P-1001", "MERCY", "ASHDOWN^IVY", "19610312", "F"),
            new Patient("P-1002", "MERCY", "BRANDT^OTTO", "19480705", "M"),
            new Patient("P-1003", "MERCY", "CASTILLO^LUZ", "19901123", "F"),
            new Patient("P-1004", "MERCY", "DUBOIS^RENÉ", "19730219", "M"),
            new Patient("P-1005", "MERCY", "ÖZTÜRK^AYŞE", "20020830", "F"),
            new Patient("P-1006", "MERCY", "FORSTER^HAL", "19551001", "M"));

    /** An invented patient by number, for tests and benches that want many. */
    public static Patient numbered(int number, String issuer) {
        return new Patient("N-" + number, issuer, "TEST^NUMBER " + number, "19700101", number % 2 == 0 ? "F" : "M");
    }
}
