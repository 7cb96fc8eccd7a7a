/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overread.audit.AuditMessages.Act;
import org.overread.shared.PatientKey;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class AuditMessagesTest {
    private static final AuditMessages MESSAGES = new AuditMessages("overread@test");
    private static final PatientKey PATIENT = new PatientKey("P1", "SITE");

    static List<AuditRecord> all() {
        return List.of(
                MESSAGES.applicationActivity(true),
                MESSAGES.applicationActivity(false),
                MESSAGES.logUsed("auditor"),
                MESSAGES.orderRecord(Act.CREATE, true, "RIS", false, "127.0.0.1", PATIENT, "A1", "north", "order:1"),
                MESSAGES.orderRecord(Act.READ, false, "anna", true, null, PATIENT, "", "", "order:1"),
                MESSAGES.patientRecord(
                        Act.UPDATE,
                        true,
                        "RIS",
                        false,
                        List.of(PATIENT, new PatientKey("P2", "")),
                        "north",
                        "patient:1"),
                MESSAGES.instancesTransferred(true, "archive", "group", PATIENT, "1.2.3", "north", "transfer:1"),
                MESSAGES.exported("archive", "by-parcel", PATIENT, "1.2.3", "north", "transfer:1"),
                MESSAGES.imported("mercy", "archive", "1.2.3", "north", "parcel:1"),
                MESSAGES.instancesAccessed(Act.READ, "anna", PATIENT, "1.2.3", "north", "case:1"),
                MESSAGES.login(true, "anna", "127.0.0.1"),
                MESSAGES.login(false, "anna", null),
                MESSAGES.refusedLogins(300),
                MESSAGES.denied("anna", "case:1"),
                MESSAGES.emergency("anna", "S", "case:1"),
                MESSAGES.configured("anna", 5, null),
                MESSAGES.configured("anna", 6, 4));
    }

    @ParameterizedTest
    @MethodSource("all")
    void is_well_formed_without_a_byte_order_mark_and_says_its_event(AuditRecord entry) throws Exception {
        assertThat(new String(entry.message(), StandardCharsets.UTF_8)).startsWith("<AuditMessage");
        Document document = parse(entry);
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("AuditMessage");
        Element event = (Element) document.getElementsByTagName("EventID").item(0);
        assertThat(event.getAttribute("csd-code")).isEqualTo(entry.event());
        Element identification =
                (Element) document.getElementsByTagName("EventIdentification").item(0);
        assertThat(identification.getAttribute("EventActionCode")).isEqualTo(entry.action());
        assertThat(identification.getAttribute("EventOutcomeIndicator")).isEqualTo(Integer.toString(entry.outcome()));
        assertThat(document.getElementsByTagName("AuditSourceIdentification").getLength())
                .isEqualTo(1);
    }

    @Test
    void refused_log_ins_that_are_not_told_one_by_one_are_told_by_their_number() {
        assertThat(new String(MESSAGES.refusedLogins(300).message(), StandardCharsets.UTF_8))
                .contains("300 further log-ins");
    }

    @Test
    void a_patient_is_named_with_the_authority_that_assigned_the_id() throws Exception {
        AuditRecord entry =
                MESSAGES.orderRecord(Act.CREATE, true, "RIS", false, null, PATIENT, "A1", "north", "order:1");
        assertThat(new String(entry.message(), StandardCharsets.UTF_8)).contains("P1^^^SITE");
    }

    private static Document parse(AuditRecord entry) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(entry.message()));
    }
}
