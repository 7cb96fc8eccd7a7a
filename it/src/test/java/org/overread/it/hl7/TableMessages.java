/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.overread.kit.Hl7Orders;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Study;
import org.overread.kit.Uids;

/** The messages of {@link Hl7TableIT}, in v2.5.1, where the answer names each problem by its code. */
final class TableMessages {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    /** Those that say another name of the patient. */
    static final Set<String> RENAMES = Set.of("name", "A01", "A03", "A04", "A05", "A06", "A07", "A13", "A28", "A31");

    private final Order order;
    private final Order replacement;
    /** The second identity of a merge or link. */
    private final Patient other = new Patient("SV" + Uids.number(), "MERCY", "", "", "");

    TableMessages(Order order, Order replacement) {
        this.order = order;
        this.replacement = replacement;
    }

    /** What is sent before the message in question. */
    List<String> before(String name) {
        return switch (name) {
            case "cancel-after-done" -> List.of(omg(order, "SC", "CM", Instant.now()));
            case "unlink" -> List.of(two("A24"));
            default -> List.of();
        };
    }

    String of(String name) {
        Instant now = Instant.now();
        return switch (name) {
            case "again" -> place();
            case "priority" -> omg(with(order, null, null, "S"), "XO", "", now);
            case "accession" -> omg(with(order, "AC" + Uids.number(), null, null), "XO", "", now);
            case "procedure" -> omg(with(order, null, "CHANGED PROCEDURE", null), "XO", "", now);
            case "time" -> omg(order, "XO", "", now).replace("20270101100000", "20270303100000");
            case "patient" ->
                omg(order, "XO", "", now).replace(order.patient().id() + "^^^", "ANOTHER" + Uids.number() + "^^^");
            case "cancel", "cancel-after-done" -> omg(order, "CA", "CA", now.plusSeconds(1));
            case "discontinue" -> omg(order, "DC", "DC", now);
            case "begun" -> omg(order, "SC", "IP", now);
            case "done" -> omg(order, "SC", "CM", now);
            case "late-cancel" -> omg(order, "CA", "CA", now.minusSeconds(7200));
            case "replace" -> omg(order, "RP", "", now) + lines(String.join("\r", group(replacement, "RO", "", now)));
            case "name" -> adt("A08", order.patient(), "RENAMED^PERSON", "");
            case "merge" -> adt("A40", other, "", order.patient().id());
            case "A34" -> adt("A34", other, "", order.patient().id());
            case "new-id" -> adt("A47", other, "", order.patient().id());
            case "merge-itself" ->
                adt("A40", order.patient(), "", order.patient().id());
            case "link" -> two("A24");
            case "unlink" -> two("A37");
            case "appointment" -> siu("S13");
            case "S12", "S14", "S15", "S26" -> siu(name);
            case "M02", "M05" ->
                header("MFN^" + name + "^MFN_" + name)
                        + lines("MFI|" + (name.equals("M02") ? "PRA" : "LOC") + "||UPD|||NE")
                        + lines("MFE|MUP|1|20261124|A1^DOE^JOHN|CE");
            case "query" ->
                header("QBP^Q22^QBP_Q21")
                        + lines("QPD|IHE PDQ Query|1|@PID.3.1^"
                                + order.patient().id())
                        + lines("RCP|I");
            case "unknown" -> header("ZZZ^Z01") + lines(pid(order.patient(), ""));
            case "child" -> omg(order, "PA", "", now) + lines(String.join("\r", group(replacement, "CH", "SC", now)));
            case "cancel-orm" -> orm("CA", "CA", "R", now);
            case "cancel-omi" -> omi("CA", "CA", "R", now);
            case "priority-orm" -> orm("XO", "", "S", now);
            case "priority-omi" -> omi("XO", "", "S", now);
            case "status-update" ->
                Hl7Orders.from("PACS", "MERCY")
                        .statusUpdate(new Study(order.studyUid(), order.patient(), "", "CT", List.of()));
            case "visit-ended" -> adt("A11", order.patient(), "", "");
            case "A23" -> adt("A23", order.patient(), "", "");
            case "unmapped" -> omg(order, "ZZ", "", now);
            default -> {
                if (!RENAMES.contains(name)) {
                    throw new IllegalArgumentException("no message " + name);
                }
                yield adt(name, order.patient(), "RENAMED^PERSON", "") + lines("PV1|1|I");
            }
        };
    }

    /** The new order that every state but NONE begins with. */
    String place() {
        return omg(order, "NW", "SC", Instant.now());
    }

    /** A report of the group's RIS on the case. */
    String report(String caseId, String status) {
        return header("ORU^R01^ORU_R01").replace("|RIS|MERCY|", "|GRIS|LOCAL|")
                + lines(pid(order.patient(), order.patient().name()))
                + lines("OBR|1|OVR-" + caseId + "^OVERREAD|G" + caseId + "^GRIS|CT^CT^99SITE||||||||||||||"
                        + order.accession() + "||||" + TIME.format(Instant.now()) + "|||" + status)
                + lines("OBX|1|TX|1^Report^L||Read.||||||" + status);
    }

    String cancel() {
        return omg(order, "CA", "CA", Instant.now());
    }

    /** A link or unlink of two identities. */
    private String two(String event) {
        return adt(event, order.patient(), "", "") + lines("PV1|1|O") + lines(pid(other, ""));
    }

    private String siu(String event) {
        return header("SIU^" + event + "^SIU_S12")
                + lines("SCH|||||||||||^^^20270202083000|||||||||||||||" + order.placer() + "^RIS|" + order.filler()
                        + "^RIS")
                + lines(pid(order.patient(), ""));
    }

    /** As before v2.5: time and priority in ORC-7. */
    private String orm(String control, String status, String priority, Instant at) {
        String numbers = order.placer() + "^RIS|" + order.filler() + "^RIS|";
        return header("ORM^O01^ORM_O01")
                + lines(pid(order.patient(), order.patient().name()))
                + lines("ORC|" + control + "|" + numbers + "|" + status + "||^^^20270101100000^^" + priority + "||"
                        + TIME.format(at) + "|||1001^ORDER^DOC")
                + lines("OBR|1|" + numbers + order.procedureCode() + "^" + order.procedureText()
                        + "^99SITE||||||||||||1001^ORDER^DOC||" + order.accession() + "|" + order.procedureId()
                        + "|SPS1||||" + order.modality())
                + lines("ZDS|" + order.studyUid() + "^100^Application^DICOM");
    }

    private String omi(String control, String status, String priority, Instant at) {
        String numbers = order.placer() + "^RIS|" + order.filler() + "^RIS|";
        return header("OMI^O23^OMI_O23")
                + lines(pid(order.patient(), order.patient().name()))
                + lines("ORC|" + control + "|" + numbers + "|" + status + "||||" + TIME.format(at)
                        + "|||1001^ORDER^DOC")
                + lines("TQ1|1||||||20270101100000||" + priority)
                + lines("OBR|1|" + numbers + order.procedureCode() + "^" + order.procedureText()
                        + "^99SITE||||||||||||1001^ORDER^DOC")
                + lines("IPC|" + order.accession() + "|" + order.procedureId() + "|" + order.studyUid() + "|SPS1|"
                        + order.modality() + "|" + order.procedureCode() + "^" + order.procedureText() + "^99SITE");
    }

    private static Order with(Order order, String accession, String text, String priority) {
        return new Order(
                order.patient(),
                order.placer(),
                order.filler(),
                accession == null ? order.accession() : accession,
                order.procedureId(),
                order.studyUid(),
                order.modality(),
                order.procedureCode(),
                text == null ? order.procedureText() : text,
                priority == null ? order.priority() : priority);
    }

    private static String omg(Order order, String control, String status, Instant at) {
        List<String> all =
                new ArrayList<>(List.of(pid(order.patient(), order.patient().name()), "PV1|1|O"));
        all.addAll(group(order, control, status, at));
        return header("OMG^O19^OMG_O19") + lines(String.join("\r", all));
    }

    private static List<String> group(Order order, String control, String status, Instant at) {
        String numbers = order.placer() + "^RIS|" + order.filler() + "^RIS|";
        return List.of(
                "ORC|" + control + "|" + numbers + "|" + status + "||||" + TIME.format(at) + "|||1001^ORDER^DOC",
                "TQ1|1||||||20270101100000||" + order.priority(),
                "OBR|1|" + numbers + order.procedureCode() + "^" + order.procedureText()
                        + "^99SITE||||||||||||1001^ORDER^DOC||" + order.accession() + "|" + order.procedureId()
                        + "|SPS1||||" + order.modality(),
                "ZDS|" + order.studyUid() + "^100^Application^DICOM");
    }

    private static String adt(String event, Patient patient, String name, String prior) {
        return header("ADT^" + event)
                + lines("EVN|" + event)
                + lines(pid(patient, name))
                + (prior.isEmpty() ? "" : lines("MRG|" + prior + "^^^MERCY"));
    }

    private static String pid(Patient patient, String name) {
        return "PID|1||" + patient.id() + "^^^MERCY||" + name;
    }

    private static String header(String type) {
        return lines("MSH|^~\\&|RIS|MERCY|OVERREAD|MERCY|" + TIME.format(Instant.now()) + "||" + type + "|T"
                + Uids.number() + "|P|2.5.1||||||UNICODE UTF-8");
    }

    private static String lines(String segments) {
        return segments + "\r";
    }
}
