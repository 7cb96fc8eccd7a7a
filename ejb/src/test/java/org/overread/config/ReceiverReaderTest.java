/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.overread.config.DocumentReader.Reading;

class ReceiverReaderTest {
    private static final String LOOP = """
            sites:
              - name: north
            senders:
              - name: ris
                site: north
                match: {sendingApplication: RIS}
                results: {host: ris.example, port: 2575, mode: enhanced, inDoubt: list, status: omg}
                acknowledgements: {host: ris.example, port: 2576}
              - name: group-ris
                match: {sendingApplication: GRIS}
            groups:
              - name: far
                tier: global
                hl7:
                  sender: group-ris
                  orders: {host: 10.0.0.9, port: 12575, tls: true, form: omi}
            """;

    @Test
    void reads_where_reports_and_orders_go() {
        Configuration read = ((Reading.Good) DocumentReader.read(LOOP, DocumentReaderTest.ANY)).configuration();
        Hl7Receiver results = read.receiver("sender:ris").orElseThrow();
        assertThat(results.address()).isEqualTo("ris.example:2575");
        assertThat(results.mode()).isEqualTo(Hl7Receiver.Mode.ENHANCED);
        assertThat(results.inDoubt()).isEqualTo(Hl7Receiver.InDoubt.LIST);
        assertThat(read.senderNamed("ris").results().status()).isEqualTo(Sender.StatusForm.OMG);
        Hl7Receiver answers = read.receiver("answers:ris").orElseThrow();
        assertThat(answers.address()).isEqualTo("ris.example:2576");
        assertThat(answers.mode()).isEqualTo(Hl7Receiver.Mode.ENHANCED);
        assertThat(read.receiver("answers:group-ris")).isEmpty();
        assertThat(read.receiver("group:far").orElseThrow().tls()).isTrue();
        assertThat(read.group("far").orElseThrow().orders().form()).isEqualTo(Group.Form.OMI);
        assertThat(read.groupsOf("group-ris")).extracting(Group::name).containsExactly("far");
        assertThat(read.receiver("sender:group-ris")).isEmpty();
        assertThat(read.receiver("group:none")).isEmpty();
    }

    @Test
    void tells_each_error_with_its_place() {
        List<Finding> wrong = wrong(LOOP.replace("host: ris.example, port: 2575", "host: 'http://ris', port: 99999")
                .replace("sender: group-ris", "sender: nobody")
                .replace("tls: true", "encrypted: true"));
        assertThat(wrong)
                .extracting(Finding::path, Finding::code)
                .contains(
                        tuple("senders[0].results.host", "OVR000135"),
                        tuple("senders[0].results.port", "OVR000114"),
                        tuple("senders[1].site", "OVR000108"),
                        tuple("groups[0].hl7.sender", "OVR000111"),
                        tuple("groups[0].hl7.orders.encrypted", "OVR000104"));
        assertThat(wrong).allSatisfy(f -> assertThat(f.line()).isPositive());
    }

    private static List<Finding> wrong(String text) {
        return ((Reading.Wrong) DocumentReader.read(text, DocumentReaderTest.ANY)).findings();
    }
}
