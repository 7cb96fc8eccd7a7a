/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:16:00Z");
    private static final Fault FAULT =
            Fault.of("PID^1^3", ErrorCode.REQUIRED_FIELD, Hl7Messages.MESSAGES.missing("PID-3"));

    @Test
    void echoes_the_control_id_and_turns_the_addresses_round() {
        assertThat(answer("2.5.1", "AA", List.of()))
                .isEqualTo("MSH|^~\\&|HL7RCV|DCM4CHEE|RÎS|SITE|20261124101600.000+0000||ACK^A04^ACK|OVR7|P|2.5.1"
                        + "||||||8859/1\rMSA|AA|MSG1\r");
    }

    @Test
    void an_error_since_v25_has_place_code_severity_and_text() {
        assertThat(answer("2.5.1", "AE", List.of(FAULT)))
                .endsWith("MSA|AE|MSG1|A required value is missing: PID-3.\r"
                        + "ERR||PID^1^3|101^Required field missing^HL70357|E|||OVR001401|"
                        + "A required value is missing: PID-3.\r");
    }

    @Test
    void an_error_before_v25_has_the_old_form() {
        assertThat(answer("2.3.1", "AE", List.of(FAULT))).endsWith("ERR|PID^1^3^101&Required field missing&HL70357\r");
    }

    @Test
    void a_warning_beside_a_positive_answer_is_a_warning() {
        assertThat(answer("2.5.1", "AA", List.of(FAULT)))
                .contains("MSA|AA|MSG1|A required")
                .contains("|W|");
        assertThat(answer("2.3.1", "AA", List.of(FAULT))).doesNotContain("ERR|");
    }

    @Test
    void answers_in_the_senders_delimiters() {
        String text = new String(
                new Acknowledgement(new Header(
                                "MSH#*~!$#A#B#C#D#2026##ADT*A04#M1#P#2.5\r".getBytes(StandardCharsets.US_ASCII)))
                        .answer("AE", 1, NOW, List.of(FAULT)),
                StandardCharsets.US_ASCII);
        assertThat(text).startsWith("MSH#*~!$#C#D#A#B#").contains("ERR##PID*1*3#101*Required");
    }

    @Test
    void answers_even_what_has_no_header() {
        String text = new String(
                new Acknowledgement(new Header(new byte[] {1, 2, 3})).answer("AR", 1, NOW, List.of(FAULT)),
                StandardCharsets.US_ASCII);
        assertThat(text).startsWith("MSH|^~\\&|OVERREAD|||").contains("\rMSA|AR||");
    }

    @Test
    void the_digest_minds_everything_but_the_time() {
        assertThat(digest("20260101", "X")).isEqualTo(digest("20270101", "X"));
        assertThat(digest("20260101", "X")).isNotEqualTo(digest("20260101", "Y"));
    }

    private static byte[] digest(String time, String name) {
        return new Header(("MSH|^~\\&|A|B|C|D|" + time + "||ADT^A04|M1|P|2.5\rPID|||" + name)
                        .getBytes(StandardCharsets.US_ASCII))
                .digest();
    }

    private static String answer(String version, String code, List<Fault> faults) {
        String message = "MSH|^~\\&|RÎS|SITE|HL7RCV|DCM4CHEE|20261124101500||ADT^A04^ADT_A01|MSG1|P|" + version
                + "||||||8859/1\rPID|1\r";
        byte[] answer = new Acknowledgement(new Header(message.getBytes(StandardCharsets.ISO_8859_1)))
                .answer(code, 7, NOW, faults);
        return new String(answer, StandardCharsets.ISO_8859_1);
    }
}
