/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

/** HL7 table 0357, message error condition codes. */
enum ErrorCode {
    ACCEPTED(0, "Message accepted"),
    SEGMENT_SEQUENCE(100, "Segment sequence error"),
    REQUIRED_FIELD(101, "Required field missing"),
    DATA_TYPE(102, "Data type error"),
    TABLE_VALUE(103, "Table value not found"),
    MESSAGE_TYPE(200, "Unsupported message type"),
    EVENT_CODE(201, "Unsupported event code"),
    VERSION(203, "Unsupported version id"),
    UNKNOWN_KEY(204, "Unknown key identifier"),
    DUPLICATE_KEY(205, "Duplicate key identifier"),
    RECORD_LOCKED(206, "Application record locked"),
    INTERNAL(207, "Application internal error");

    private final int number;
    private final String text;

    ErrorCode(int number, String text) {
        this.number = number;
        this.text = text;
    }

    int number() {
        return number;
    }

    String text() {
        return text;
    }
}
