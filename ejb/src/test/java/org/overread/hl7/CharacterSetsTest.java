/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.config.Configuration;
import org.overread.config.PeerMatch;
import org.overread.config.Sender;
import org.overread.hl7adapter.api.RawMessage;

class CharacterSetsTest {
    private static final byte ESC = 0x1B;

    @ParameterizedTest
    @CsvSource({
        "8859/1, ISO-8859-1, MÜLLER",
        "8859/2, ISO-8859-2, WAŁĘSA",
        "8859/3, ISO-8859-3, ĠORĠ",
        "8859/4, ISO-8859-4, BĒRZIŅŠ",
        "8859/5, ISO-8859-5, ИВАНОВ",
        "8859/6, ISO-8859-6, محمد",
        "8859/7, ISO-8859-7, ΠΑΠΑΔΟΠΟΥΛΟΣ",
        "8859/8, ISO-8859-8, כהן",
        "8859/9, ISO-8859-9, ŞAHİN",
        "8859/11, TIS-620, สมชาย",
        "8859/13, ISO-8859-13, ŽUKAUSKAS",
        "8859/15, ISO-8859-15, LEBŒUF",
        "8859/16, ISO-8859-16, POPESȚU",
        "ISO IR 100, ISO-8859-1, MÜLLER",
        "ISO_IR 144, ISO-8859-5, ИВАНОВ",
        "ISO IR166, TIS-620, สมชาย",
        "UNICODE UTF-8, UTF-8, 山田",
        "UNICODE, UTF-8, 山田",
        "UNICODE, UTF-16BE, 山田",
        "UNICODE, UTF-16LE, ΠΑΠΑΣ",
        "UNICODE UTF-16, UTF-16, 山田",
        "UNICODE UTF-32, UTF-32LE, 山田",
        "'', UTF-16LE, MÜLLER",
        "'', UTF-8, 山田",
        "'', ISO-8859-1, MÜLLER",
        "Windows-1252, windows-1252, €UROŠ",
        "Windows-1251, windows-1251, ИВАНОВ",
        "GB 18030-2000, GB18030, 王小东",
        "BIG-5, Big5, 王小明",
        "CNS 11643-1992, x-EUC-TW, 王小明",
        "KS X 1001, EUC-KR, 김희중",
        "EUC-JP, EUC-JP, 山田",
        "Shift_JIS, windows-31j, 山田",
        "ISO IR87, ISO-2022-JP, 山田太郎",
        "~ISO IR87, ISO-2022-JP, 山田太郎",
        "ISO IR14~ISO IR87, ISO-2022-JP, 山田太郎",
        "ASCII, US-ASCII, MILLER"
    })
    void a_name_is_read_by_the_set_that_is_declared(String declared, String sentIn, String name) {
        byte[] bytes = message(declared, name).getBytes(Charset.forName(sentIn));

        assertThat(name(translate(bytes, Sender.UNLISTED))).isEqualTo(name + "^X");
    }

    /** The octets that stand for Þ, ð and ŋ, and for Ŵ, ŷ and Ḟ, by the standards' own tables. */
    @Test
    void the_parts_of_iso_8859_that_the_jdk_does_not_have_are_read_too() {
        assertThat(name(translate(octets("8859/10", 0xDE, 0xF0, 0xBF), Sender.UNLISTED)))
                .startsWith("Þðŋ");
        assertThat(name(translate(octets("8859/14", 0xD0, 0xFE, 0xB0), Sender.UNLISTED)))
                .startsWith("ŴŷḞ");
        assertThat(refused(octets("8859/10", 0x85)).problem().code()).isEqualTo("OVR001404");
        for (LatinSet set : List.of(LatinSet.NORDIC, LatinSet.CELTIC)) {
            byte[] all = new byte[96];
            for (int i = 0; i < all.length; i++) {
                all[i] = (byte) (0xA0 + i);
            }
            assertThat(new String(all, set).getBytes(set)).isEqualTo(all);
            assertThat(set.newEncoder().canEncode("山")).isFalse();
        }
    }

    private static byte[] octets(String declared, int... octets) {
        byte[] message = message(declared, "@".repeat(octets.length)).getBytes(StandardCharsets.US_ASCII);
        int next = 0;
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '@') {
                message[i] = (byte) octets[next++];
            }
        }
        return message;
    }

    /** HL7 table 0211 (v2.5.1 to 2.8.2) whole, and 8859/1 to 8859/16: each is a set, or is known to be none. */
    @Test
    void each_value_of_table_0211_is_known() {
        assertThat(List.of(
                        "ASCII",
                        "8859/1",
                        "8859/2",
                        "8859/3",
                        "8859/4",
                        "8859/5",
                        "8859/6",
                        "8859/7",
                        "8859/8",
                        "8859/9",
                        "8859/10",
                        "8859/11",
                        "8859/13",
                        "8859/14",
                        "8859/15",
                        "8859/16",
                        "ISO IR6",
                        "ISO IR14",
                        "ISO IR87",
                        "ISO IR159",
                        "GB 18030-2000",
                        "KS X 1001",
                        "CNS 11643-1992",
                        "BIG-5",
                        "UNICODE",
                        "UNICODE UTF-8",
                        "UNICODE UTF-16",
                        "UNICODE UTF-32"))
                .allSatisfy(value ->
                        assertThat(CharacterSets.named(value)).as(value).isPresent());
        assertThat(CharacterSets.named("8859/12")).as("was never made").isEmpty();
    }

    @Test
    void several_sets_are_switched_by_escape_sequences_and_a_line_begins_in_ascii() throws Exception {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        name.write(new byte[] {ESC, '(', 'I', (byte) 0x54, (byte) 0x4F, ESC, '(', 'B', '^'}); // half-width kana
        name.write(new byte[] {ESC, '$', 'B'});
        name.write("山田".getBytes("x-JIS0208"));
        name.write(new byte[] {ESC, '$', '(', 'D'});
        name.write("丂".getBytes("JIS_X0212-1990"));

        assertThat(name(translate(around("ISO IR14~ISO IR13~ISO IR87~ISO IR159", name.toByteArray()), Sender.UNLISTED)))
                .isEqualTo("ﾔﾏ^" + "山田丂");
    }

    @Test
    void latin_and_korean_share_a_message() throws Exception {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        name.write("MÜLLER^".getBytes(StandardCharsets.ISO_8859_1));
        name.write(new byte[] {ESC, '$', ')', 'C'});
        name.write("김희중".getBytes("EUC-KR"));

        assertThat(name(translate(around("8859/1~ISO IR149", name.toByteArray()), Sender.UNLISTED)))
                .isEqualTo("MÜLLER^김희중");
    }

    @Test
    void a_switch_to_a_set_that_is_not_listed_is_refused_at_its_place() throws Exception {
        byte[] japanese = around("~ISO IR87", new byte[] {ESC, '$', '(', 'D', 0x30, 0x22});

        assertThat(refused(japanese).problem().code()).isEqualTo("OVR001404");
        assertThat(refused(japanese).location()).isEqualTo("PID^1^5");
    }

    @ParameterizedTest
    @CsvSource({
        "UNICODE UTF-8, ISO-8859-1, MÜLLER",
        "ASCII, ISO-8859-1, MÜLLER",
        "8859/1, windows-1252, €URO",
        "8859/7, windows-1252, €URO",
        "GB 18030-2000, ISO-8859-1, MÜ11",
        "KS X 1001, ISO-8859-1, MÜLLER",
        "8859/3, ISO-8859-1, MÃLLER",
        "BIG-5, ISO-8859-1, MÿLLER"
    })
    void bytes_that_are_no_text_are_refused_with_their_place(String declared, String sentIn, String name) {
        String message = message(declared, name);
        Fault fault = refused(message.getBytes(Charset.forName(sentIn)));

        int place = 1;
        while (message.charAt(place - 1) < 0x80) {
            place++;
        }
        assertThat(fault.problem().text()).startsWith("Byte " + place + " of the message");
        assertThat(fault.location()).isEqualTo("PID^1^5");
        assertThat(fault.code()).isEqualTo(ErrorCode.DATA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KLINGON", "8859/12", "8859/17", "UTF-7", "UNICODE UTF-8~ISO IR87"})
    void an_unknown_name_is_refused_and_never_guessed(String declared) {
        Fault fault = refused(message(declared, "MILLER").getBytes(StandardCharsets.US_ASCII));

        assertThat(fault.code()).isEqualTo(ErrorCode.TABLE_VALUE);
        assertThat(fault.location()).isEqualTo("MSH^1^18");
    }

    @Test
    void utf_16_by_mistake_is_refused_in_utf_16() {
        RawMessage raw = raw(message("8859/1", "MÜLLER").getBytes(StandardCharsets.UTF_16LE));
        Envelope envelope = Envelope.of(raw, Configuration.EMPTY);

        assertThat(envelope.controlId()).isEqualTo("M1");
        Act.Refuse refused = (Act.Refuse)
                new Translator(Configuration.EMPTY).translate(envelope, 1).act();
        assertThat(refused.fault().problem().code()).isEqualTo("OVR001404");
        byte[] answer = new Acknowledgement(envelope.header()).answer("AE", 7, Instant.EPOCH, List.of(refused.fault()));
        assertThat(new String(answer, StandardCharsets.UTF_16LE)).contains("MSA|AE|M1|");
    }

    @Test
    void a_set_that_is_declared_and_not_meant_is_mended_by_the_profile() {
        byte[] bytes = message("8859/1", "€UROŠ").getBytes(Charset.forName("windows-1252"));

        assertThat(name(translate(bytes, sender(Map.of("8859/1", Charset.forName("windows-1252"))))))
                .isEqualTo("€UROŠ^X");
    }

    @Test
    void a_sender_of_iso_2022_without_a_name_is_read_by_its_profile() {
        byte[] bytes = message("", "山田").getBytes(Charset.forName("ISO-2022-JP"));
        Sender sender = with(Charset.forName("ISO-2022-JP"), Map.of());

        assertThat(name(translate(bytes, sender))).isEqualTo("山田^X");
    }

    private static String message(String declared, String name) {
        return "MSH|^~\\&|RIS|SITE|OVR|SITE|20261124101500||ADT^A04|M1|P|2.5.1||||||" + declared
                + "\rEVN|A04|20261124\rPID|1||P1^^^SITE||" + name + "^X||19800202|F\r";
    }

    private static byte[] around(String declared, byte[] name) throws Exception {
        String[] halves = message(declared, "@").split("@\\^X");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(halves[0].getBytes(StandardCharsets.US_ASCII));
        bytes.write(name);
        bytes.write(new byte[] {ESC, '(', 'B'});
        bytes.write(halves[1].getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    private static Sender sender(Map<String, Charset> charsets) {
        return with(StandardCharsets.ISO_8859_1, charsets);
    }

    private static Sender with(Charset charset, Map<String, Charset> charsets) {
        Sender usual = Sender.UNLISTED;
        return new Sender(
                "ris",
                PeerMatch.ANY,
                "",
                charset,
                charsets,
                "",
                "",
                usual.timezone(),
                usual.unknownTypes(),
                usual.ownFailure(),
                usual.orders(),
                usual.limits(),
                null,
                null);
    }

    private static RawMessage raw(byte[] bytes) {
        return new RawMessage(bytes, "c1", "192.0.2.1", null, Instant.parse("2026-11-24T10:16:00Z"));
    }

    private static Act translate(byte[] bytes, Sender sender) {
        Envelope envelope = Envelope.of(raw(bytes), Configuration.EMPTY).from(sender);
        return new Translator(Configuration.EMPTY).translate(envelope, 1).act();
    }

    private static Fault refused(byte[] bytes) {
        return ((Act.Refuse) translate(bytes, Sender.UNLISTED)).fault();
    }

    private static String name(Act act) {
        assertThat(act).isInstanceOf(Act.Register.class);
        return ((Act.Register) act).patient().name();
    }
}
