/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.overread.config.CaseFacts;
import org.overread.config.Conditions;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationDrafts;
import org.overread.config.FixedConfiguration;
import org.overread.hl7.SampleReading.Extracted;
import org.overread.hl7.SampleReading.Result;
import org.overread.hl7.SampleReading.Sample;

/** A profile says where values are; trying it shows each with its place. */
class SenderProfileTest {
    private static final String DOCUMENT = """
            sites:
              - name: north
                authority: NORTH
                accessionIssuer: NORTH-ACC
            senders:
              - name: his
                site: north
                match: { certificate: CN=his }
              - name: neuro-ris
                site: north
                match: { sendingApplication: NRIS }
              - name: ris
                site: north
                match: { sendingApplication: RIS, address: 192.0.2.0/24 }
                charset: windows-1252
                fields:
                  accession: [ZOR-4, OBR-18]
                  priority: [OBR-27.6, OBR-5]
                  studyUid: [ZOR-2, ZDS-1]
                  procedure: [OBR-4]
                priorities: { STAT: [NOTFALL] }
                orderControl:
                  - { control: XO, status: ZZ, act: complete }
                  - { control: PA, act: ignore }
                  - { control: DC, act: refuse }
                limits: { bytes: 1500, segments: 10 }
            groups:
              - { name: neuro, tier: local, hl7: { sender: neuro-ris } }
            """;
    private static final String ORM = "MSH|^~\\&|RIS|NORTH|OVR|NORTH|20261124101500||ORM^O01|M1|P|2.3.1\r"
            + "PID|1||P1||MÜLLER^JÖRG||19800202|F\r"
            + "ORC|NW|PL1|FL1||SC||^^^^^R\r"
            + "OBR|1|PL1|FL1|CT1^Thorax^L|NOTFALL|||||||||||||ACC1|RP1|||||CT||||||||||||||||||||CT9^Other^L\r"
            + "ZOR|1|1.2.3||ZACC\r";

    private static final Conditions NO_CONDITIONS = new Conditions() {
        @Override
        public Optional<Fault> check(String expression) {
            return Optional.empty();
        }

        @Override
        public Verdict test(String expression, CaseFacts facts, Configuration configuration, Instant now) {
            throw new IllegalStateException();
        }
    };

    @Test
    void values_are_taken_from_the_profiles_places_with_their_source() {
        Result result = read(ORM, "192.0.2.7", null, null);

        assertThat(result.sender()).isEqualTo("ris");
        assertThat(result.charset()).isEqualTo("windows-1252");
        assertThat(result.acknowledgement()).isEqualTo("AA");
        assertThat(result.does()).isEqualTo("order");
        assertThat(result.problems()).isEmpty();
        assertThat(result.fields())
                .contains(
                        new Extracted("patientId", "P1", "PID-3.1"),
                        new Extracted("patientAuthority", "NORTH", "profile"),
                        new Extracted("patientName", "MÜLLER^JÖRG", "PID-5"),
                        new Extracted("placerNumber", "PL1", "ORC-2.1"),
                        new Extracted("accession", "ZACC", "ZOR-4.1"),
                        new Extracted("accessionIssuer", "NORTH-ACC", "profile"),
                        new Extracted("studyUid", "1.2.3", "ZOR-2.1"),
                        new Extracted("procedure", "CT1", "OBR-4.1"),
                        new Extracted("priority", "NOTFALL", "OBR-5.1"),
                        new Extracted("act", "PLACE SCHEDULED", "ORC-1.1, ORC-5.1"));
    }

    @Test
    void a_place_that_is_empty_leaves_the_next_one_its_turn() {
        assertThat(read(ORM.replace("ZOR|1|1.2.3||ZACC", "ZDS|1.2.4"), "192.0.2.7", null, null)
                        .fields())
                .contains(
                        new Extracted("accession", "ACC1", "OBR-18.1"), new Extracted("studyUid", "1.2.4", "ZDS-1.1"));
    }

    @Test
    void each_value_of_a_report_an_appointment_a_step_and_a_merge_has_its_source() {
        String head = "MSH|^~\\&|%s|NORTH|OVR|NORTH|20261124101500||%s|M1|P|2.5.1||||||8859/1\r";
        String pid = "PID|1||P1~Q1^^^HIS^MR||M^J\r";
        assertThat(read(
                                head.formatted("NRIS", "ORU^R01") + pid
                                        + "OBR|1|OVR-7^OVERREAD|G7|||||||||||||||ACC1||||20261124100000|||F|||||||77&READ&RITA\r"
                                        + "OBX|1|TX|1||No bleeding.||||||F\rOBX|2|HD|113014||1.2.3\r"
                                        + "OBX|3|ED|2||^application^pdf^Base64^JVBERi0xLjc=\r",
                                "192.0.2.7",
                                null,
                                null)
                        .fields())
                .containsExactlyInAnyOrder(
                        new Extracted("patientId", "P1", "PID-3.1"),
                        new Extracted("patientAuthority", "NORTH", "profile"),
                        new Extracted("otherId", "Q1", "PID-3(1).1"),
                        new Extracted("otherAuthority", "HIS", "PID-3(1).4"),
                        new Extracted("placerNumber", "OVR-7", "OBR-2.1"),
                        new Extracted("fillerNumber", "G7", "OBR-3.1"),
                        new Extracted("accession", "ACC1", "OBR-18.1"),
                        new Extracted("studyUid", "1.2.3", "OBX-5.1"),
                        new Extracted("status", "F", "OBR-25.1"),
                        new Extracted("radiologist", "77^READ^RITA", "OBR-32.1"),
                        new Extracted("time", "2026-11-24T10:00:00Z", "OBR-22.1"),
                        new Extracted("text", "No bleeding.", "OBX-5"),
                        new Extracted("pdf", "8 bytes", "OBX-5.5"));
        String siu = head.formatted("RIS", "SIU^S12");
        assertThat(read(siu + "SCH|||||||||||^^^20270101|||||||||||||||PL1|FL1\r" + pid, "192.0.2.7", null, null)
                        .fields())
                .contains(
                        new Extracted("placerNumber", "PL1", "SCH-26.1"),
                        new Extracted("start", "2027-01-01T00:00:00Z", "SCH-11.4"));
        assertThat(read(
                                siu + "SCH||||||||||||||||||||||||||PL1\r" + pid + "AIS|1||CT|20270102\r",
                                "192.0.2.7",
                                null,
                                null)
                        .fields())
                .contains(new Extracted("start", "2027-01-02T00:00:00Z", "AIS-4.1"));
        assertThat(read(
                                head.formatted("RIS", "OMI^O23") + pid
                                        + "ORC|NW|PL1|FL1||SC\rOBR|1|PL1|FL1|CT1^Thorax^L\r"
                                        + "IPC|ACC1|RP1|1.2.3|S1|CT|PR1^With contrast^L|||CT_ROOM\r",
                                "192.0.2.7",
                                null,
                                null)
                        .fields())
                .contains(
                        new Extracted("step", "S1", "IPC-4.1"),
                        new Extracted("station", "CT_ROOM", "IPC-9.1"),
                        new Extracted("protocol", "With contrast", "IPC-6.2"),
                        new Extracted("modality", "CT", "IPC-5.1"),
                        new Extracted("procedureText", "Thorax", "OBR-4.1, component 2"));
        assertThat(read(head.formatted("RIS", "ADT^A40") + pid + "MRG|P0\r", "192.0.2.7", null, null)
                        .fields())
                .contains(new Extracted("patientId", "P1", "PID-3.1"), new Extracted("priorId", "P0", "MRG-1.1"));
    }

    @Test
    void the_profiles_order_control_comes_before_the_usual_one() {
        assertThat(read(ORM.replace("ORC|NW|PL1|FL1||SC|", "ORC|XO|PL1|FL1||ZZ|"), "192.0.2.7", null, null)
                        .fields())
                .contains(new Extracted("act", "STATUS COMPLETED", "ORC-1.1, ORC-5.1"));
        Result ignored = read(ORM.replace("ORC|NW|", "ORC|PA|"), "192.0.2.7", null, null);
        assertThat(ignored.does()).isEqualTo("nothing");
        assertThat(ignored.acknowledgement()).isEqualTo("AA");
        assertThat(ignored.problems()).extracting(SampleReading.Said::code).containsExactly("OVR001427");
        Result refused = read(ORM.replace("ORC|NW|", "ORC|DC|"), "192.0.2.7", null, null);
        assertThat(refused.acknowledgement()).isEqualTo("AE");
        assertThat(refused.problems()).extracting(SampleReading.Said::code).containsExactly("OVR001410");
    }

    @Test
    void a_message_beyond_the_limits_is_refused() {
        assertThat(read(ORM + "NTE|1||" + "x".repeat(2000), "192.0.2.7", null, null)
                        .problems())
                .extracting(SampleReading.Said::code)
                .containsExactly("OVR001425");
        assertThat(read(ORM + "NTE|1\r".repeat(6), "192.0.2.7", null, null).problems())
                .extracting(SampleReading.Said::code)
                .containsExactly("OVR001426");
    }

    @Test
    void the_profile_is_found_by_certificate_and_address_or_named() {
        assertThat(read(ORM, "198.51.100.1", null, null).sender()).isEqualTo("unlisted");
        assertThat(read(ORM, "198.51.100.1", "CN=his,O=North", null).sender()).isEqualTo("his");
        assertThat(read(ORM, "198.51.100.1", null, "ris").sender()).isEqualTo("ris");
        assertThatThrownBy(() -> read(ORM, "198.51.100.1", null, "nobody")).hasMessageContaining("OVR001428");
    }

    @Test
    void a_document_with_errors_reads_nothing() {
        Result result = reading().read(new Sample("senders: 7", new byte[0], "", null, null));

        assertThat(result.findings()).isNotEmpty();
        assertThat(result.fields()).isEmpty();
    }

    @Test
    void a_sample_as_text_is_sent_in_the_set_that_it_declares() {
        String latin = "MSH|^~\\&|A|B|C|D|||ADT^A04|1|P|2.5||||||8859/1\nPID|1||1||MÜLLER";
        assertThat(SampleReading.bytes(latin))
                .isEqualTo(latin.replace('\n', '\r').getBytes(StandardCharsets.ISO_8859_1));
        String beyond = latin.replace("MÜLLER", "山田");
        assertThat(SampleReading.bytes(beyond))
                .isEqualTo(beyond.replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
    }

    private static Result read(String message, String peer, String certificate, String sender) {
        byte[] bytes = message.getBytes(java.nio.charset.Charset.forName("windows-1252"));
        return reading().read(new Sample(DOCUMENT, bytes, peer, certificate, sender));
    }

    private static SampleReading reading() {
        return new SampleReading(new FixedConfiguration(), new ConfigurationDrafts(NO_CONDITIONS), Clock.systemUTC());
    }

    /** Every value of {@link Extracted} is named by a profile's key or is the patient's. */
    @Test
    void a_value_with_its_source_hides_itself_in_texts() {
        assertThat(List.of(new Extracted("patientId", "SECRET", "PID-3.1")).toString())
                .doesNotContain("SECRET");
    }
}
