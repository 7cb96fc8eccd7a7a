/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.util.Optional;
import org.overread.shared.DicomUid;
import org.overread.study.StudyAttributes;

/** A row of a QIDO-RS study search as attributes (PS3.18 table 10.6.3-3, and dcm4chee's private block 7777,10xx). */
final class StudyRow {
    private StudyRow() {}

    /** Empty for a row that names no study by a proper UID: it cannot be asked for again. */
    static Optional<StudyAttributes> read(DicomRow row) {
        String uid = row.text("0020000D");
        if (!DicomUid.isValid(uid)) {
            return Optional.empty();
        }
        String accessionIssuer = row.items("00080051").stream()
                .map(item -> item.text("00400031"))
                .findFirst()
                .orElse("");
        return Optional.of(new StudyAttributes(
                new DicomUid(uid),
                row.text("00100020"),
                row.text("00100021"),
                row.text("00100010"),
                row.date("00100030"),
                row.text("00100040"),
                row.text("00080050"),
                accessionIssuer,
                row.texts("00080061"),
                row.text("00081030"),
                row.text("00200010"),
                row.date("00080020"),
                row.time("00080030"),
                row.text("00180015"),
                Math.max(0, row.number("00201208", 0)),
                row.text("77770010").startsWith("DCM4CHEE Archive") ? row.instant("77771020") : null));
    }
}
