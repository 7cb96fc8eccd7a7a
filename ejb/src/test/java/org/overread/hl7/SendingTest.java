/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is written into a message of ours, and what is read of its answer. */
class SendingTest {
    @Test
    void what_parts_a_message_is_escaped_and_a_line_break_is_kept() {
        assertThat(SegmentWriter.escape("a|b^c~d\\e&f\ng\u0001")).isEqualTo("a\\F\\b\\S\\c\\R\\d\\E\\e\\T\\f\\.br\\g");
    }

    @Test
    void a_name_keeps_its_three_forms_and_its_prefix_and_suffix_change_places() {
        assertThat(SegmentWriter.xpn("Yamada^Tarou^^Dr^Jr=山田^太郎=やまだ^たろう"))
                .isEqualTo("Yamada^Tarou^^Jr^Dr^^^A~山田^太郎^^^^^^I~やまだ^たろう^^^^^^P");
        assertThat(SegmentWriter.xpn("DOE^JANE")).isEqualTo("DOE^JANE");
    }

    @Test
    void a_segment_ends_with_its_last_value_and_msh_counts_its_separator() {
        SegmentWriter writer = new SegmentWriter();
        writer.segment("MSH").raw(2, "^~\\&").set(3, "A").end();
        writer.segment("OBR").set(4, "CT", "", "99X").set(7, "").end();
        assertThat(writer.text()).isEqualTo("MSH|^~\\&|A\rOBR||||CT^^99X\r");
    }

    @Test
    void an_answer_counts_only_with_our_control_id_and_a_known_code() {
        assertThat(reply("MSA|AA|OVR7").answers("OVR7")).isTrue();
        assertThat(reply("MSA|CA|OVR7").positive()).isTrue();
        assertThat(reply("MSA|AA|OVR8").answers("OVR7")).isFalse();
        assertThat(reply("MSA|AX|OVR7").answers("OVR7")).isFalse();
        assertThat(reply("MSA|AA").answers("OVR7")).isFalse();
        assertThat(Reply.of("no HL7 at all".getBytes(StandardCharsets.US_ASCII)).answers("OVR7"))
                .isFalse();
        assertThat(Reply.of(new byte[0]).answers("OVR7")).isFalse();
    }

    @Test
    void of_a_refusal_nothing_is_read_but_codes() {
        Reply since25 = reply("MSA|AE|OVR7|MUSTERMANN is unknown\rERR||PID^1^3|204^Unknown key^HL70357|E");
        assertThat(since25.positive()).isFalse();
        assertThat(since25.error()).isEqualTo("204");
        assertThat(reply("MSA|AR|OVR7\rERR|PID^1^3^101&Required field missing&HL70357")
                        .error())
                .isEqualTo("101");
        assertThat(reply("MSA|AR|OVR7\rERR|||MUSTERMANN").error()).isEmpty();
    }

    @Test
    void a_number_of_ours_names_its_case_and_no_other_number_does() {
        assertThat(CaseNumber.caseOf(CaseNumber.of(42))).isEqualTo(42L);
        assertThat(CaseNumber.caseOf("OVR-042")).isNull();
        assertThat(CaseNumber.caseOf("PL42")).isNull();
        assertThat(CaseNumber.caseOf("OVR-99999999999999999999")).isNull();
    }

    private static Reply reply(String segments) {
        return Reply.of(
                ("MSH|^~\\&|P|P|O|O|2026||ACK|1|P|2.5.1\r" + segments + "\r").getBytes(StandardCharsets.US_ASCII));
    }
}
