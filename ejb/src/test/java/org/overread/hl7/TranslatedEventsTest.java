/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overread.order.OrderCommand;
import org.overread.order.OrderCommand.ChangeOrder;
import org.overread.shared.PatientKey;

/** Messages on patients, visits and appointments, and those that ask for nothing. */
class TranslatedEventsTest {
    private static final String PID = "PID|1||P1^^^SITE||MÜLLER^JÖRG^MARIA^JR^DR||19800202|F\r";

    @Test
    void reads_merges_in_pairs() {
        Act.Merge merge = (Act.Merge) TranslatedMessages.act(TranslatedMessages.header("ADT^A40^ADT_A39")
                + "EVN|A40|2026\r" + "PID|1||A^^^S\rMRG|B^^^S\rPID|1||C^^^S\rMRG|D^^^S\r");

        assertThat(merge.merges()).hasSize(2);
        assertThat(merge.merges().get(1).prior()).isEqualTo(new PatientKey("D", "S"));
        assertThat(TranslatedMessages.refused(TranslatedMessages.header("ADT^A40^ADT_A39") + "PID|1||A^^^S\r")
                        .location())
                .isEqualTo("MRG^1^1");
    }

    @Test
    void the_first_patient_id_counts_and_a_universal_id_stands_in_for_a_namespace() {
        Act.Register first = (Act.Register) TranslatedMessages.act(
                TranslatedMessages.header("ADT^A04") + "PID|1||HP6^^^SITE^MR~9999^^^NATIONAL&1.2.3&ISO^NI||TWO^IDS\r");
        Act.Register second = (Act.Register)
                TranslatedMessages.act(TranslatedMessages.header("ADT^A08") + "PID|1||HP6^^^&1.2.3&ISO^MR||TWO^IDS\r");

        assertThat(first.patient().key()).isEqualTo(new PatientKey("HP6", "SITE"));
        assertThat(second.patient().key()).isEqualTo(new PatientKey("HP6", "1.2.3"));
    }

    @Test
    void an_unhandled_type_is_answered_as_the_profile_says() {
        assertThat(TranslatedMessages.refused(TranslatedMessages.header("DFT^P03^DFT_P03") + "EVN|P03\r")
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_TYPE);
        assertThat(TranslatedMessages.refused(TranslatedMessages.header("ADT^A99^ADT_A01") + PID)
                        .code())
                .isEqualTo(ErrorCode.EVENT_CODE);
    }

    @Test
    void a_visits_end_and_master_files_are_taken_and_change_nothing_and_a_query_is_rejected() {
        for (String type : List.of("ADT^A11", "ADT^A23", "SIU^S15", "SIU^S26", "MFN^M02", "MFN^M05")) {
            Act act = TranslatedMessages.act(TranslatedMessages.header(type) + PID);
            assertThat(act).as(type).isInstanceOf(Act.Nothing.class);
            assertThat(((Act.Nothing) act).why().problem().code()).isEqualTo("OVR001431");
        }
        Act.Refuse query =
                (Act.Refuse) TranslatedMessages.act(TranslatedMessages.header("QBP^Q11^QBP_Q11") + "QPD|Q11\r");
        assertThat(query.acknowledgement()).isEqualTo("AR");
        assertThat(query.fault().code()).isEqualTo(ErrorCode.MESSAGE_TYPE);
    }

    @Test
    void whatever_moves_a_patient_states_who_it_is() {
        for (String event : List.of("A01", "A03", "A04", "A05", "A06", "A07", "A08", "A13", "A28", "A31")) {
            assertThat(TranslatedMessages.act(TranslatedMessages.header("ADT^" + event) + PID))
                    .as(event)
                    .isInstanceOf(Act.Register.class);
        }
    }

    @Test
    void an_appointment_changes_the_examinations_time_and_nothing_else() {
        for (String event : List.of("S12", "S13", "S14")) {
            ChangeOrder change = (ChangeOrder) only(TranslatedMessages.header("SIU^" + event + "^SIU_S12")
                    + "SCH|1|||||||||20|^^^20261126083000^20261126085000|||||||||||||||PL1^RIS|FL1^RIS\r" + PID);
            assertThat(change.numbers().placer()).as(event).isEqualTo("PL1");
            assertThat(change.numbers().fillerAuthority()).isEqualTo("RIS");
            assertThat(change.content().scheduledAt()).isEqualTo(Instant.parse("2026-11-26T08:30:00Z"));
            assertThat(change.content().accession()).isEmpty();
            assertThat(change.state()).isNull();
        }
    }

    @Test
    void an_appointment_without_an_order_or_a_time_is_refused() {
        String sch = "SCH|1|||||||||20|^^^20261126083000||||||||||||||| PL1\r";
        assertThat(TranslatedMessages.refused(
                                TranslatedMessages.header("SIU^S12") + "SCH|1||||||||||^^^20261126083000\r" + PID)
                        .location())
                .isEqualTo("SCH^1^26");
        assertThat(TranslatedMessages.refused(
                                TranslatedMessages.header("SIU^S12") + sch.replace("20261126083000", "") + PID)
                        .location())
                .isEqualTo("SCH^1^11");
    }

    private static OrderCommand only(String message) {
        List<OrderCommand> commands = TranslatedMessages.commands(message);
        assertThat(commands).hasSize(1);
        return commands.get(0);
    }
}
