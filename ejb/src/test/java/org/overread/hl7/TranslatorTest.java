/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overread.config.Configuration;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.order.OrderCommand;
import org.overread.order.OrderCommand.CancelOrder;
import org.overread.order.OrderCommand.ChangeOrder;
import org.overread.order.OrderCommand.PlaceOrder;
import org.overread.order.OrderState;
import org.overread.order.OrderStep;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;

class TranslatorTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-24T10:16:00Z");
    private static final String PID = "PID|1||P1^^^SITE||MÜLLER^JÖRG^MARIA^JR^DR||19800202|F\r";
    private static final String ORM = header("ORM^O01", "2.3.1") + PID + "PV1|1|O\r"
            + "ORC|NW|PL1^RIS|FL1^RIS||SC||1^once^^20261125090000^^S||20261124101500|||1001^ORDER^DOC\r"
            + "OBR|1|PL1^RIS|FL1^RIS|CTTHX^CT Thorax^99SITE||||||||||||1001^ORDER^DOC||ACC1|RP1|SPS1||||CT|||"
            + "1^once^^20261125090000^^R||||Dyspnö|||||||||||||CTX^Thorax^99SITE\r"
            + "ZDS|1.2.3.4^100^Application^DICOM\r";
    private static final String OMI = header("OMI^O23^OMI_O23", "2.5.1") + PID + "PV1|1|O\r"
            + "ORC|NW|PL2^RIS|FL2^RIS||SC||||20261124101500|||1001^ORDER^DOC\r"
            + "TQ1|1||||||20261125100000||A\r"
            + "OBR|1|PL2^RIS|FL2^RIS|CTABD^CT Abdomen^99SITE||||||||||||1001^ORDER^DOC\r"
            + "IPC|ACC2^RIS|RP2|1.2.3.5^RIS|SPS2A|CT|CTABD^CT Abdomen native^99SITE|CT1^CT1||CT1\r"
            + "IPC|ACC2^RIS|RP2|1.2.3.5^RIS|SPS2B|CT|CTABDK^CT Abdomen KM^99SITE|CT1^CT1||CT1\r";

    @Test
    void reads_a_radiology_order_in_orm_form() {
        PlaceOrder place = (PlaceOrder) only(ORM);

        assertThat(place.numbers().placer()).isEqualTo("PL1");
        assertThat(place.numbers().placerAuthority()).isEqualTo("RIS");
        assertThat(place.numbers().filler()).isEqualTo("FL1");
        assertThat(place.numbers().requestedProcedure()).isEqualTo("RP1");
        assertThat(place.patient().key()).isEqualTo(new PatientKey("P1", "SITE"));
        assertThat(place.patient().name()).isEqualTo("MÜLLER^JÖRG^MARIA^DR^JR");
        assertThat(place.patient().birthDate()).isEqualTo(LocalDate.of(1980, 2, 2));
        assertThat(place.at()).isEqualTo(Instant.parse("2026-11-24T10:15:00Z"));
        assertThat(place.state()).isEqualTo(OrderState.SCHEDULED);
        var content = place.content();
        assertThat(content.accession()).isEqualTo("ACC1");
        assertThat(content.studyUid()).isEqualTo("1.2.3.4");
        assertThat(content.modality()).isEqualTo("CT");
        assertThat(content.procedureCode()).isEqualTo("CTX^99SITE");
        assertThat(content.procedureText()).isEqualTo("Thorax");
        assertThat(content.reason()).isEqualTo("Dyspnö");
        assertThat(content.referringPhysician()).isEqualTo("ORDER^DOC");
        assertThat(content.priority()).isEqualTo(Priority.STAT);
        assertThat(content.scheduledAt()).isEqualTo(Instant.parse("2026-11-25T09:00:00Z"));
        assertThat(content.steps()).containsExactly(new OrderStep("SPS1", "CT", "", "CT Thorax"));
    }

    @Test
    void reads_every_step_of_an_imaging_order() {
        PlaceOrder place = (PlaceOrder) only(OMI);

        assertThat(place.numbers().requestedProcedure()).isEqualTo("RP2");
        assertThat(place.content().accession()).isEqualTo("ACC2");
        assertThat(place.content().accessionIssuer()).isEqualTo("RIS");
        assertThat(place.content().studyUid()).isEqualTo("1.2.3.5");
        assertThat(place.content().priority()).isEqualTo(Priority.ASAP);
        assertThat(place.content().scheduledAt()).isEqualTo(Instant.parse("2026-11-25T10:00:00Z"));
        assertThat(place.content().steps())
                .containsExactly(
                        new OrderStep("SPS2A", "CT", "CT1", "CT Abdomen native"),
                        new OrderStep("SPS2B", "CT", "CT1", "CT Abdomen KM"));
    }

    @Test
    void decides_by_content_when_an_orm_carries_imaging_segments() {
        PlaceOrder place = (PlaceOrder) only(OMI.replace("OMI^O23^OMI_O23", "ORM^O01"));

        assertThat(place.content().steps()).hasSize(2);
    }

    @Test
    void reads_every_group_and_keeps_requested_procedures_apart() {
        List<OrderCommand> commands = commands(
                OMI + "IPC|ACC3^RIS|RP3|1.2.3.6^RIS|SPS3|MR|X^X^99SITE|MR1^MR1||MR1\r" + "ORC|CA|PL9^RIS|||CA\r");

        assertThat(commands).hasSize(3);
        assertThat(((PlaceOrder) commands.get(1)).content().studyUid()).isEqualTo("1.2.3.6");
        assertThat(((PlaceOrder) commands.get(1)).content().modality()).isEqualTo("MR");
        assertThat(commands.get(2)).isInstanceOf(CancelOrder.class);
    }

    @Test
    void a_change_that_completes_names_its_state() {
        ChangeOrder change =
                (ChangeOrder) only(ORM.replace("ORC|NW|PL1^RIS|FL1^RIS||SC|", "ORC|XO|PL1^RIS|FL1^RIS||CM|"));

        assertThat(change.state()).isEqualTo(OrderState.COMPLETED);
    }

    @Test
    void names_an_unmapped_pair_of_control_and_status() {
        Fault fault = refused(ORM.replace("||SC||1^once", "||XX||1^once"));

        assertThat(fault.problem().code()).isEqualTo("OVR001410");
        assertThat(fault.problem().text()).contains("NW").contains("XX");
        assertThat(fault.location()).isEqualTo("ORC^1^5");
    }

    @Test
    void refuses_an_order_without_a_patient_id_a_number_an_order_or_a_proper_uid() {
        assertThat(refused(ORM.replace("P1^^^SITE", "")).location()).isEqualTo("PID^1^3");
        assertThat(refused(ORM.replace(PID, "")).code()).isEqualTo(ErrorCode.REQUIRED_FIELD);
        assertThat(refused(ORM.replace("PL1^RIS", "").replace("FL1^RIS", "")).location())
                .isEqualTo("ORC^1^2");
        assertThat(refused(header("ORM^O01", "2.3.1") + PID).code()).isEqualTo(ErrorCode.SEGMENT_SEQUENCE);
        assertThat(refused(ORM.replace("1.2.3.4^", "not-a-uid^")).code()).isEqualTo(ErrorCode.DATA_TYPE);
    }

    @Test
    void a_number_too_long_for_a_key_is_refused_and_not_cut() {
        assertThat(refused(ORM.replace("PL1^", "9".repeat(200) + "^")).code()).isEqualTo(ErrorCode.DATA_TYPE);
        assertThat(refused(ORM.replace("P1^^^SITE", "9".repeat(65) + "^^^SITE")).code())
                .isEqualTo(ErrorCode.DATA_TYPE);
    }

    @Test
    void an_unknown_character_set_is_refused_and_never_guessed() {
        assertThat(refused(ORM.replace("UNICODE UTF-8", "KLINGON")).code()).isEqualTo(ErrorCode.TABLE_VALUE);
        assertThat(refused(ORM.replace("UNICODE UTF-8", "UNICODE UTF-8~ISO IR87"))
                        .code())
                .isEqualTo(ErrorCode.TABLE_VALUE);
        assertThat(act(ORM, StandardCharsets.ISO_8859_1)).isInstanceOf(Act.Refuse.class);
    }

    @Test
    void decodes_what_is_declared() {
        for (String[] pair : new String[][] {
            {"8859/1", "ISO-8859-1"},
            {"8859/15", "ISO-8859-15"},
            {"Windows-1252", "windows-1252"},
            {"ISO IR100", "ISO-8859-1"},
            {"8859/2", "ISO-8859-2"},
            {"UNICODE", "UTF-8"},
            {"", "UTF-8"},
            {"", "ISO-8859-1"}
        }) {
            Act.Order order = (Act.Order) act(ORM.replace("UNICODE UTF-8", pair[0]), Charset.forName(pair[1]));
            assertThat(order.request().commands().get(0).patient().name())
                    .as(pair[0])
                    .startsWith("MÜLLER^JÖRG");
        }
    }

    @Test
    void line_feeds_and_a_byte_order_mark_are_tolerated() {
        assertThat(act(ORM.replace("\r", "\n"))).isInstanceOf(Act.Order.class);
        assertThat(act(ORM.replace("\r", "\r\n"))).isInstanceOf(Act.Order.class);
        assertThat(act("\uFEFF" + ORM)).isInstanceOf(Act.Order.class);
    }

    @Test
    void two_messages_in_one_frame_garbage_and_a_wrong_version_are_refused() {
        assertThat(refused(ORM + ORM).problem().code()).isEqualTo("OVR001407");
        assertThat(refused("PID|1||X\r").problem().code()).isEqualTo("OVR001400");
        assertThat(refused("\u0000\u0001\u0002garbage").problem().code()).isEqualTo("OVR001400");
        assertThat(refused(ORM.replace("|2.3.1|", "|9.9|")).code()).isEqualTo(ErrorCode.VERSION);
        assertThat(refused(ORM.replace("Dyspnö", "a\u0000b")).problem().code()).isEqualTo("OVR001405");
        assertThat(refused(ORM + "this is no segment\r").problem().code()).isEqualTo("OVR001406");
    }

    @Test
    void an_archives_status_update_is_a_notice_whatever_its_order_says() {
        Act act = act(header("OMG^O19^OMG_O19", "2.5.1")
                + "PID|||PAT8^^^SITE||PSU^TEST^^^^||19700101|M\r"
                + "ORC|SC|1.2.3.18|1.2.3.18||CM\r"
                + "OBR||1.2.3.18|1.2.3.18|||||||||||||||ACC1018|1.2.3.18\r"
                + "OBX|1|ST|113014^DICOM Study^DCM||1.2.3.18||||||O\r");

        assertThat(act).isEqualTo(new Act.Notice(List.of("1.2.3.18"), ""));
    }

    @Test
    void a_time_with_no_offset_is_meant_as_the_messages_own_and_a_wild_future_is_not_believed() {
        assertThat(((PlaceOrder) only(ORM.replace("20261124101500||", "20261124101500+0200||"))).at())
                .isEqualTo(Instant.parse("2026-11-24T08:15:00Z"));
        assertThat(((PlaceOrder) only(ORM.replace("||20261124101500|||1001", "||21260101000000|||1001"))).at())
                .isEqualTo(Instant.parse("2026-11-24T10:15:00Z"));
    }

    @Test
    void a_name_in_three_scripts_is_one_value_with_component_groups() {
        Act.Register said = (Act.Register) act(header("ADT^A04", "2.5.1")
                + "PID|1||P1^^^SITE||YAMADA^TARO^^^^^L^A~山田^太郎^^^^^L^I~やまだ^たろう^^^^^L^P||19800202|M\r");
        Act.Register noPhonetic = (Act.Register)
                act(header("ADT^A04", "2.5.1") + "PID|1||P1^^^SITE||山田^太郎^^^^^L^I~YAMADA^TARO||19800202|M\r");

        assertThat(said.patient().name()).isEqualTo("YAMADA^TARO=山田^太郎=やまだ^たろう");
        assertThat(noPhonetic.patient().name()).isEqualTo("YAMADA^TARO=山田^太郎");
    }

    @Test
    void procedures_under_one_number_with_no_id_of_their_own_are_orders_of_their_own() {
        List<OrderCommand> commands = commands(header("ORM^O01", "2.3.1") + PID + "ORC|NW|PL1|FL1||SC\r"
                + "OBR|1|PL1|FL1|CT1^Head^L||||||||||||||ACC1\rOBR|2|PL1|FL1|CT2^Neck^L||||||||||||||ACC1\r");

        assertThat(commands).extracting(c -> c.numbers().requestedProcedure()).containsExactly("#1", "#2");
        assertThat(commands).extracting(c -> c.content().procedureCode()).containsExactly("CT1^L", "CT2^L");
    }

    private static String header(String type, String version) {
        return "MSH|^~\\&|RIS|SITE|HL7RCV|DCM4CHEE|20261124101500||" + type + "|MSG1|P|" + version
                + "||||||UNICODE UTF-8\r";
    }

    private static OrderCommand only(String message) {
        List<OrderCommand> commands = commands(message);
        assertThat(commands).hasSize(1);
        return commands.get(0);
    }

    private static List<OrderCommand> commands(String message) {
        return ((Act.Order) act(message)).request().commands();
    }

    private static Fault refused(String message) {
        return ((Act.Refuse) act(message)).fault();
    }

    private static Act act(String message) {
        return act(message, StandardCharsets.UTF_8);
    }

    private static Act act(String message, Charset charset) {
        RawMessage raw = new RawMessage(message.getBytes(charset), "c1", "192.0.2.1", null, RECEIVED);
        return new Translator(Configuration.EMPTY)
                .translate(Envelope.of(raw, Configuration.EMPTY), 1)
                .act();
    }
}
