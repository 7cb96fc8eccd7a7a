/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.overread.hl7adapter.api.RawMessage;

class BatchTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:16:00Z");
    private static final String ONE = "MSH|^~\\&|A|B|C|D|20261124101500||ADT^A08|1|P|2.5\rPID|1||P1\r";
    private static final String TWO = ONE.replace("|1|P|", "|2|P|").replace('\r', '\n');

    @Test
    void each_message_of_a_batch_is_one_of_its_own() {
        Batch batch = of("FHS|^~\\&|A|B|C|D\rBHS|^~\\&|A|B|C|D\r" + ONE + TWO + "BTS|2\rFTS|1\r")
                .orElseThrow();

        assertThat(batch.messages())
                .extracting(m -> new String(m.content(), StandardCharsets.UTF_8))
                .containsExactly(ONE, TWO);
        assertThat(batch.messages()).extracting(RawMessage::peerAddress).containsOnly("192.0.2.1");
    }

    @Test
    void the_answer_is_a_batch_that_names_what_it_answers() {
        Batch batch = of("\u00EF\u00BB\u00BFFHS|^~\\&|A|B|C|D|2026||f||F1\rBHS|^~\\&|A|B|C|D|2026||b||B1\r" + ONE
                        + "BTS|1\rFTS|1\r")
                .orElseThrow();

        String answer = new String(
                batch.answer(List.of("MSH|x\r".getBytes(StandardCharsets.UTF_8)), 7, NOW), StandardCharsets.UTF_8);

        assertThat(answer.split("\r"))
                .containsExactly(
                        "FHS|^~\\&|C|D|A|B|20261124101600.000+0000||||OVR7|F1",
                        "BHS|^~\\&|C|D|A|B|20261124101600.000+0000||||OVR7|B1",
                        "MSH|x",
                        "BTS|1",
                        "FTS|1");
    }

    @Test
    void a_batch_may_have_only_one_of_its_headers_and_no_end() {
        assertThat(of("BHS|^~\\&\r" + ONE).orElseThrow().messages()).hasSize(1);
        assertThat(of("FHS|^~\\&\r" + ONE + "FTS|1\r").orElseThrow().messages()).hasSize(1);
    }

    @Test
    void what_has_no_message_or_begins_with_one_is_no_batch() {
        assertThat(of("BHS|^~\\&\rBTS|0\r")).isEmpty();
        assertThat(of(ONE)).isEmpty();
        assertThat(of("BHS")).isEmpty();
    }

    @Test
    void the_answer_follows_the_conditions_of_the_enhanced_mode() {
        assertThat(answers("", "")).isEqualTo("AA AE AR");
        assertThat(answers("AL", "")).isEqualTo("CA CE CR");
        assertThat(answers("AL", "AL")).isEqualTo("CA CE CR");
        assertThat(answers("ER", "NE")).isEqualTo("- CE CR");
        assertThat(answers("SU", "NE")).isEqualTo("CA - -");
        assertThat(answers("NE", "AL")).isEqualTo("AA AE AR");
        assertThat(answers("", "ER")).isEqualTo("- AE AR");
        assertThat(answers("NE", "SU")).isEqualTo("AA - -");
        assertThat(answers("NE", "NE")).isEqualTo("- - -");
    }

    @Test
    void an_accept_answer_tells_a_sender_that_waits_for_more_that_nothing_follows() {
        String answer = answer("AL", "AL", "AA");

        assertThat(answer).contains("MSA|CA|M1").contains("|I|").contains("OVR001438");
        assertThat(answer("AL", "NE", "AA")).doesNotContain("ERR");
        assertThat(answer("AL", "ER", "AA")).doesNotContain("ERR");
        assertThat(answer("", "", "AA")).doesNotContain("ERR");
    }

    private static String answers(String accept, String application) {
        AnswerMode mode = AnswerMode.of(header(accept, application));
        StringBuilder all = new StringBuilder();
        for (String code : List.of("AA", "AE", "AR")) {
            all.append(mode.sends(code) ? mode.code(code) : "-").append(' ');
        }
        return all.toString().trim();
    }

    private static String answer(String accept, String application, String code) {
        return new String(
                new Acknowledgement(header(accept, application)).answer(code, 1, NOW, List.of()),
                StandardCharsets.UTF_8);
    }

    private static Header header(String accept, String application) {
        return new Header(("MSH|^~\\&|A|B|C|D|20261124101500||ADT^A08|M1|P|2.5|||" + accept + "|" + application + "\r")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Batch> of(String content) {
        return Batch.of(new RawMessage(content.getBytes(StandardCharsets.ISO_8859_1), "c", "192.0.2.1", null, NOW));
    }
}
