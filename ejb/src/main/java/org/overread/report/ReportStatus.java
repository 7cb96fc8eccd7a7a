/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

/** How far a report is (HL7 tables 0123 and 0085). */
public enum ReportStatus {
    PRELIMINARY("P"),
    FINAL("F"),
    /** Replaces a final one. */
    CORRECTED("C");

    private final String code;

    ReportStatus(String code) {
        this.code = code;
    }

    /** OBR-25 and OBX-11. */
    public String code() {
        return code;
    }

    /** Whether the reading is at its end by it. */
    public boolean ended() {
        return this != PRELIMINARY;
    }

    static ReportStatus coded(String code) {
        for (ReportStatus status : values()) {
            if (status.code.equals(code)) {
                return status;
            }
        }
        throw new IllegalStateException("no status of a report");
    }
}
