/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.overread.config.Sender;
import org.overread.hl7.MessageText.Node;

class MessageTreeTest {
    private static final String HEADER = "MSH|^~\\&|RIS|SITE|||20261124101500||ORM^O01|M1|P|2.3.1||||||UNICODE UTF-8\r";

    @Test
    void names_each_field_by_the_standard_and_takes_it_apart() {
        MessageText text = read(HEADER + "PID|1||7^^^MERCY&1.2.3&ISO~8^^^OTHER||MÜLLER^JÖRG||19800202|F\r");

        assertThat(text.readable()).isTrue();
        assertThat(text.charset()).isEqualTo("UTF-8");
        assertThat(named(text, "PID").name()).isEqualTo("Patient identification");
        assertThat(named(text, "PID-3").name()).isEqualTo("Patient Identifier List");
        assertThat(named(text, "PID-3(1).4.2").value()).isEqualTo("1.2.3");
        assertThat(named(text, "PID-3(2).1").value()).isEqualTo("8");
        assertThat(named(text, "PID-5.1").value()).isEqualTo("MÜLLER");
        assertThat(named(text, "PID-8").value()).isEqualTo("F");
        assertThat(named(text, "MSH-1").value()).isEqualTo("|");
        assertThat(named(text, "MSH-2").value()).isEqualTo("^~\\&");
        assertThat(named(text, "MSH-10").value()).isEqualTo("M1");
    }

    @Test
    void shows_what_the_parser_refuses_and_values_without_their_escapes() {
        MessageText text = read(HEADER + "ZZZ|a\\T\\b\rno segment at all\r");

        assertThat(named(text, "ZZZ-1").value()).isEqualTo("a&b");
        assertThat(named(text, "ZZZ-1").name()).isEmpty();
        assertThat(text.segments()).extracting(Node::value).contains("no segment at all");
    }

    @Test
    void says_that_bytes_are_no_text_in_their_set() {
        byte[] message = (HEADER + "PID|1||7||M\u00DCLLER\r").getBytes(StandardCharsets.ISO_8859_1);
        MessageText text = MessageTree.of(message, new byte[0], Sender.UNLISTED);

        assertThat(text.readable()).isFalse();
        assertThat(named(text, "PID-5").value()).isEqualTo("MÜLLER");
    }

    @Test
    void a_message_without_end_is_cut_and_said_to_be() {
        MessageText many = read(HEADER + "OBX|1|TX|a||b\r".repeat(3000));
        MessageText deep = read(HEADER + "NTE|1||" + "a^b&c~".repeat(10_000) + "\r");
        MessageText none = read("");

        assertThat(many.cut()).isTrue();
        assertThat(all(many).count()).isLessThan(9_000);
        assertThat(deep.cut()).isTrue();
        assertThat(all(deep).count()).isLessThan(9_000);
        assertThat(none.segments()).isEmpty();
    }

    private static MessageText read(String message) {
        return MessageTree.of(message.getBytes(StandardCharsets.UTF_8), new byte[0], Sender.UNLISTED);
    }

    private static Node named(MessageText text, String place) {
        return all(text).filter(node -> node.place().equals(place)).findFirst().orElseThrow();
    }

    private static Stream<Node> all(MessageText text) {
        return text.segments().stream().flatMap(MessageTreeTest::all);
    }

    private static Stream<Node> all(Node node) {
        List<Node> parts = node.parts();
        return Stream.concat(Stream.of(node), parts.stream().flatMap(MessageTreeTest::all));
    }
}
