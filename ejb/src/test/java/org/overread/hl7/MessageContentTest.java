/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.hl7.TranslatedMessages.act;
import static org.overread.hl7.TranslatedMessages.commands;
import static org.overread.hl7.TranslatedMessages.header;
import static org.overread.hl7.TranslatedMessages.refused;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overread.order.OrderCommand;
import org.overread.order.OrderCommand.CancelOrder;
import org.overread.order.OrderCommand.ChangeOrder;
import org.overread.order.OrderCommand.PlaceOrder;
import org.overread.order.OrderContent.Part;
import org.overread.patient.OtherIdentity;
import org.overread.patient.PatientStatement;
import org.overread.shared.PatientKey;

/** What a message says by its content: deletions, all repetitions, wrong names, dates, replaced orders, lines that go on. */
class MessageContentTest {
    private static final String PID = "PID|1||P1^^^SITE||DOE^JANE||19800202|F\r";

    @Test
    void an_explicit_null_deletes_and_an_empty_field_says_nothing() {
        ChangeOrder deletes = (ChangeOrder) commands(header("OMG^O19") + PID + "PV1|1|\"\"\r"
                        + "ORC|XO|PL1||||||||||\rTQ1|1||||||\"\"||\"\"\r"
                        + "OBR|1|PL1||\"\"|||||||||\"\"|||\"\"||\"\"||||||\"\"|||||||\"\"\rZDS|\"\"\r")
                .get(0);
        ChangeOrder silent = (ChangeOrder) commands(header("OMG^O19") + PID + "PV1|1|\rORC|XO|PL1\rOBR|1|PL1\r")
                .get(0);

        assertThat(deletes.content().cleared()).containsExactlyInAnyOrder(Part.values());
        assertThat(silent.content().cleared()).isEmpty();
    }

    @Test
    void a_null_beside_a_value_in_another_place_deletes_nothing() {
        ChangeOrder change =
                (ChangeOrder) commands(header("ORM^O01") + PID + "ORC|XO|PL1|||||\"\"\rOBR|1|PL1||CT1^Head^L|S\r")
                        .get(0);

        assertThat(change.content().cleared()).containsExactly(Part.START);
        assertThat(change.content().priority()).isNotNull();
    }

    @Test
    void a_patients_details_are_deleted_by_an_explicit_null() {
        PatientStatement said =
                registered("PID|1||P1^^^SITE||\"\"||\"\"|\"\"\r").patient();

        assertThat(said.deleted()).containsExactlyInAnyOrder(PatientStatement.Part.values());
        assertThat(registered("PID|1||P1^^^SITE\r").patient().deleted()).isEmpty();
    }

    @Test
    void every_repetition_of_the_patients_id_is_kept_with_its_authority() {
        PatientStatement said = registered(
                        "PID|1||P1^^^SITE^MR~P1^^^OTHER^PI~99^^^&1.2.3&ISO^NI~P1^^^SITE^MR~^^^X||DOE\r")
                .patient();

        assertThat(said.key()).isEqualTo(new PatientKey("P1", "SITE"));
        assertThat(said.others())
                .containsExactly(
                        new OtherIdentity(new PatientKey("P1", "OTHER"), "PI"),
                        new OtherIdentity(new PatientKey("99", "1.2.3"), "NI"));
    }

    @Test
    void the_content_decides_when_the_type_is_wrong() {
        assertThat(commands(header("ADT^A08") + PID + "ORC|CA|PL1\r").get(0)).isInstanceOf(CancelOrder.class);
        assertThat(commands(header("ORM_O01") + PID + "ORC|CA|PL1\r").get(0)).isInstanceOf(CancelOrder.class);
        assertThat(act(header("ADT_A40") + PID + "MRG|P2^^^SITE\r")).isInstanceOf(Act.Merge.class);
        assertThat(act(header("ORM^O01") + PID + "MRG|P2^^^SITE\r")).isInstanceOf(Act.Merge.class);
        assertThat(commands(header("ORM^O01") + "SCH|||||||||||^^^20261126083000|||||||||||||||PL1\r" + PID)
                        .get(0))
                .isInstanceOf(ChangeOrder.class);
    }

    @Test
    void a_registration_with_segments_that_make_no_order_is_a_registration() {
        Act act = act(header("ADT^A01^ADT_A01") + PID + "ORC|NW||986|\rORC||||2222\rOBR||||5555\r");
        assertThat(((Act.Register) act).warnings())
                .extracting(fault -> fault.problem().code())
                .contains("OVR001440");
        Act merge = act(header("ADT^A40^ADT_A39") + PID + "MRG|P2^^^SITE\rORC|NW|1|2\r");
        assertThat(merge).isInstanceOf(Act.Merge.class);
    }

    @Test
    void an_update_that_names_another_identity_is_never_taken_for_a_merge() {
        assertThat(refused(header("ADT^A08") + PID + "MRG|P2^^^SITE\r")
                        .problem()
                        .code())
                .isEqualTo("OVR001436");
        assertThat(act(header("ADT^A08") + PID + "MRG|P1^^^SITE\r")).isInstanceOf(Act.Register.class);
        assertThat(act(header("ADT^A08") + PID + "MRG|\r")).isInstanceOf(Act.Register.class);
    }

    @Test
    void a_birth_date_is_a_whole_day_that_has_been() {
        assertThat(born("19800202")).isEqualTo(LocalDate.of(1980, 2, 2));
        assertThat(born("198002021530")).isEqualTo(LocalDate.of(1980, 2, 2));
        assertThat(born("20261125")).isEqualTo(LocalDate.of(2026, 11, 25)); // the day after, east of here
        for (String none : List.of("1980", "198002", "19800230", "00000000", "02.02.1980", "unknown", "17000101")) {
            assertThat(born(none)).as(none).isNull();
            assertThat(codes(none)).as(none).containsExactly("OVR001434");
        }
        assertThat(born("20261126")).isNull();
        assertThat(codes("20261126")).containsExactly("OVR001435");
        assertThat(codes("")).isEmpty();
    }

    @Test
    void a_time_of_any_precision_counts_as_far_as_it_goes_and_nonsense_is_told() {
        assertThat(start("20261125")).isEqualTo(Instant.parse("2026-11-25T00:00:00Z"));
        assertThat(start("2026112509")).isEqualTo(Instant.parse("2026-11-25T09:00:00Z"));
        assertThat(start("202611250930")).isEqualTo(Instant.parse("2026-11-25T09:30:00Z"));
        assertThat(start("20261125093015.1234+0130")).isEqualTo(Instant.parse("2026-11-25T08:00:15.123400Z"));
        for (String none : List.of("2026", "202611", "20261340", "20261125250000", "tomorrow")) {
            assertThat(start(none)).as(none).isNull();
            assertThat(((Act.Order) act(timed(none))).warnings())
                    .extracting(f -> f.problem().code())
                    .as(none)
                    .containsExactly("OVR001434");
        }
    }

    @Test
    void a_replacement_comes_after_what_it_replaces_under_the_same_number_too() {
        List<OrderCommand> commands = commands(header("ORM^O01") + PID + "ORC|RP|PL1||||||||20261124101000\rOBR|1|PL1\r"
                + "ORC|RO|PL1||||||||20261124101000\rOBR|1|PL1||CT2^Neck^L\r");

        assertThat(commands.get(0)).isInstanceOf(CancelOrder.class);
        assertThat(commands.get(1)).isInstanceOf(PlaceOrder.class);
        assertThat(commands.get(1).at()).isAfter(commands.get(0).at());
    }

    @Test
    void a_parent_asks_for_nothing_and_its_children_are_orders() {
        List<OrderCommand> commands = commands(header("ORM^O01") + PID + "ORC|PA|PL1|FL1\rOBR|1|PL1|FL1\r"
                + "ORC|CH|PL1|FL1A|||||PL1^FL1\rOBR|1|PL1|FL1A|CT1^Head^L\r"
                + "ORC|CH|PL1|FL1B|||||PL1^FL1\rOBR|1|PL1|FL1B|CT2^Neck^L\r");

        assertThat(commands).extracting(c -> c.numbers().filler()).containsExactly("FL1A", "FL1B");
        assertThat(act(header("ORM^O01") + PID + "ORC|PA|PL1\rOBR|1|PL1\r")).isInstanceOf(Act.Nothing.class);
    }

    @Test
    void a_segment_that_goes_on_in_the_next_line_is_read_whole() {
        PlaceOrder place = (PlaceOrder) commands(header("ORM^O01") + PID + "ORC|NW|PL1\rOBR|1|PL1||CT1^He"
                        + "\rADD|ad^L||||||||\rADD||fever, cou\rADD|gh\r")
                .get(0);

        assertThat(place.content().procedureText()).isEqualTo("Head");
        assertThat(place.content().clinicalInformation()).isEqualTo("fever, cough");
    }

    /** HAPI takes half a minute for a hundred thousand of them, and an hour for a million. */
    @Test
    void thousands_of_subcomponents_in_a_component_are_refused_and_as_many_in_all_are_not() {
        String order = PID + "ORC|NW|PL1\rOBR|1|PL1||CT1^Head^L";

        assertThat(refused(header("ORM^O01") + order + "&".repeat(100_000) + "\r")
                        .problem()
                        .code())
                .isEqualTo("OVR001448");
        assertThat(refused(header("ORM^O01").replace("^~\\&", "^~\\!") + order + "!".repeat(100_000) + "\r")
                        .problem()
                        .code())
                .isEqualTo("OVR001448");
        assertThat(commands(header("ORM^O01") + order + "&nbsp;".repeat(5_000) + "\r"))
                .hasSize(1);
        assertThat(commands(header("ORM^O01") + order + ("^" + "&A".repeat(100)).repeat(500) + "\r"))
                .hasSize(1);
    }

    @Test
    void a_part_of_a_message_is_refused() {
        String order = PID + "ORC|NW|PL1\rOBR|1|PL1||CT1^Head^L\r";

        assertThat(refused(header("ORM^O01") + order + "DSC|4711|F\r").location())
                .isEqualTo("DSC^1^1");
        assertThat(refused(header("ORM^O01").replace("|2.5.1||", "|2.5.1||4711") + order)
                        .location())
                .isEqualTo("MSH^1^14");
        assertThat(commands(header("ORM^O01") + order + "DSC|\r")).hasSize(1);
    }

    private static Act.Register registered(String pid) {
        return (Act.Register) act(header("ADT^A08") + pid);
    }

    private static LocalDate born(String date) {
        return registered("PID|1||P1^^^SITE||DOE||" + date + "|F\r").patient().birthDate();
    }

    private static List<String> codes(String birthDate) {
        return registered("PID|1||P1^^^SITE||DOE||" + birthDate + "|F\r").warnings().stream()
                .map(f -> f.problem().code())
                .toList();
    }

    private static String timed(String time) {
        return header("ORM^O01") + PID + "ORC|NW|PL1|||||^^^" + time + "\rOBR|1|PL1||CT1^Head^L\r";
    }

    private static Instant start(String time) {
        return commands(timed(time)).get(0).content().scheduledAt();
    }
}
