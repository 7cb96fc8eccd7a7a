/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.parser.EncodingCharacters;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EscapesTest {
    private static final EncodingCharacters USUAL = new EncodingCharacters('|', "^~\\&");

    @Test
    void delimiters_are_text_when_they_are_escaped() {
        assertThat(read("A\\F\\B\\S\\C\\T\\D\\R\\E\\E\\F")).isEqualTo("A|B^C&D~E\\F");
    }

    @Test
    void other_delimiters_of_a_sender_are_escaped_by_its_own_escape_character() {
        assertThat(new Escapes(List.of(StandardCharsets.UTF_8))
                        .unescape("A!F!B!S!C", new EncodingCharacters('#', "*%!$")))
                .isEqualTo("A#B*C");
    }

    @Test
    void hexadecimal_bytes_are_text_in_the_messages_own_character_set() {
        assertThat(read("M\\XC3BC\\ller")).isEqualTo("Müller");
        assertThat(read("M\\XFC\\ller", StandardCharsets.ISO_8859_1)).isEqualTo("Müller");
        assertThat(read("M\\XFC\\ller", StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1))
                .isEqualTo("Müller");
        assertThat(read("one\\X0D0A\\two\\X0A\\three\\X09\\four")).isEqualTo("one\ntwo\nthree\tfour");
    }

    @Test
    void bytes_that_are_no_text_stay_as_they_were_sent() {
        for (String odd : List.of("\\XFF\\", "\\XA\\", "\\X\\", "\\XZZ\\", "\\X00\\", "\\X1B\\", "\\X7F\\")) {
            assertThat(read("A" + odd + "B")).isEqualTo("A" + odd + "B");
        }
    }

    @Test
    void formatting_becomes_lines_and_highlighting_goes() {
        assertThat(read("one\\.br\\two\\.sp2\\three\\.ce\\four")).isEqualTo("one\ntwo\n\nthree\nfour");
        assertThat(read("\\.in+4\\\\.ti-2\\\\.fi\\no\\.nf\\ indent\\.sk3\\here"))
                .isEqualTo("no indent   here");
        assertThat(read("\\H\\urgent\\N\\ case")).isEqualTo("urgent case");
        assertThat(read("\\.sp9999\\")).hasSizeLessThan(50);
    }

    @Test
    void what_is_no_sequence_stays_as_it_was_sent() {
        for (String text : List.of("\\\\server\\share\\x", "100\\", "\\Z123\\", "a\\b", "\\", "\\\\", "\\.xx\\")) {
            assertThat(read(text)).isEqualTo(text);
        }
    }

    @Test
    void other_sets_are_switched_to_and_back_and_unknown_ones_stay_as_they_were_sent() {
        assertThat(read("Yamada \\M2442\\;3ED\\C2842\\ (M)")).isEqualTo("Yamada 山田 (M)");
        assertThat(read("\\M2442\\;3ED")).isEqualTo("山田");
        assertThat(read("\\C2849\\1\\C2842\\B")).isEqualTo("ｱB");
        assertThat(read("\\M2999\\;3\\C2842\\")).isEqualTo("\\M2999\\;3");
        assertThat(read("\\M2442\\;\\C2842\\")).isEqualTo("\\M2442\\;");
    }

    @Test
    void a_field_is_read_so_from_a_message() throws MessageRefused {
        Content content = Content.parse(
                "MSH|^~\\&|A\rOBX|1|FT|||Say \\T\\ do\\.br\\it^second \\S\\ one\r",
                '|',
                List.of(StandardCharsets.UTF_8),
                10);

        Fields obx = content.first("OBX").orElseThrow();
        assertThat(obx.get(5)).isEqualTo("Say & do\nit");
        assertThat(obx.get(5, 2)).isEqualTo("second ^ one");
    }

    private static String read(String text, Charset... charsets) {
        return new Escapes(charsets.length == 0 ? List.of(StandardCharsets.UTF_8) : List.of(charsets))
                .unescape(text, USUAL);
    }
}
