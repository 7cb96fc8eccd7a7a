/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes orders as a RIS sends them, in three forms of HL7 v2; each message has a control id of its own. */
public final class Hl7Orders {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final String application;
    private final String facility;

    private Hl7Orders(String application, String facility) {
        this.application = application;
        this.facility = facility;
    }

    /** @param application MSH-3 @param facility MSH-4 */
    public static Hl7Orders from(String application, String facility) {
        return new Hl7Orders(application, facility);
    }

    /** A new order as ORM^O01 (v2.3.1) with a ZDS segment. */
    public String ormO01(Order order) {
        return ormO01(order, "NW", "SC");
    }

    /** @param control ORC-1 @param status ORC-5 */
    public String ormO01(Order order, String control, String status) {
        return message(
                header("ORM^O01^ORM_O01", "2.3.1"),
                pid(order.patient()),
                "PV1|1|O",
                "ORC|" + control + "|" + order.placer() + "^" + application + "|" + order.filler() + "^" + application
                        + "||" + status + "||1^once^^" + now() + "^^" + order.priority() + "||" + now()
                        + "|||1001^ORDER^DOC",
                obr(order) + "|||" + order.modality() + "|||1^once^^" + now() + "^^" + order.priority()
                        + "||||||||||||||||" + "|" + procedure(order),
                "ZDS|" + order.studyUid() + "^100^Application^DICOM");
    }

    /** A new order as OMG^O19 (v2.5) with a ZDS segment. */
    public String omgO19(Order order) {
        return omgO19(order, "NW", "SC");
    }

    public String omgO19(Order order, String control, String status) {
        return message(
                header("OMG^O19^OMG_O19", "2.5"),
                pid(order.patient()),
                "PV1|1|O",
                "ORC|" + control + "|" + order.placer() + "^" + application + "|" + order.filler() + "^" + application
                        + "||" + status + "||||" + now() + "|||1001^ORDER^DOC",
                "TQ1|1||||||" + now() + "||" + order.priority(),
                obr(order) + "|||" + order.modality() + "||||||||||||||||||||" + procedure(order),
                "ZDS|" + order.studyUid() + "^100^Application^DICOM");
    }

    /** A new order as OMI^O23 (v2.5.1) with an IPC segment. */
    public String omiO23(Order order) {
        return omiO23(order, "NW", "SC");
    }

    public String omiO23(Order order, String control, String status) {
        return message(
                header("OMI^O23^OMI_O23", "2.5.1"),
                pid(order.patient()),
                "PV1|1|O",
                "ORC|" + control + "|" + order.placer() + "^" + application + "|" + order.filler() + "^" + application
                        + "||" + status + "||||" + now() + "|||1001^ORDER^DOC",
                "TQ1|1||||||" + now() + "||" + order.priority(),
                "OBR|1|" + order.placer() + "^" + application + "|" + order.filler() + "^" + application + "|"
                        + procedure(order),
                "IPC|" + order.accession() + "^" + application + "|" + order.procedureId() + "|" + order.studyUid()
                        + "^" + application + "|SPS1|" + order.modality() + "|" + procedure(order));
    }

    /** Cancels it (ORC-1 CA). */
    public String cancel(Order order) {
        return ormO01(order, "CA", "CA");
    }

    /** An archive's procedure status update (OMG^O19, ORC-1 SC) of a study that it has no order for, as dcm4chee sends it. */
    public String statusUpdate(Study study) {
        String uid = study.uid();
        return message(
                header("OMG^O19^OMG_O19", "2.5.1"),
                pid(study.patient()),
                "PV1||U",
                "ORC|SC|" + uid + "|" + uid + "||CM",
                "TQ1|||||||" + now() + "||R^Routine^HL70078",
                "OBR||" + uid + "|" + uid + "||||" + now() + "|||||||||||" + study.accession() + "|" + uid
                        + "|||||RAD|R||^^^^^R",
                "OBX|1|ST|113014^DICOM Study^DCM||" + uid + "||||||O");
    }

    /** Two patients are one: the prior's record ends in the survivor's (ADT^A40). */
    public String merge(Patient survivor, Patient prior) {
        return message(
                header("ADT^A40^ADT_A39", "2.3.1"),
                "EVN|A40|" + now(),
                pid(survivor),
                "MRG|" + prior.id() + "^^^" + prior.issuer());
    }

    /** Any ADT about one patient, such as {@code A08}. */
    public String adt(String trigger, Patient patient) {
        return message(header("ADT^" + trigger, "2.3.1"), "EVN|" + trigger + "|" + now(), pid(patient), "PV1|1|O");
    }

    /** The control id (MSH-10) of a message. */
    public static String controlId(String message) {
        return message.split("\\|", -1)[9];
    }

    private String header(String type, String version) {
        return "MSH|^~\\&|" + application + "|" + facility + "|OVERREAD|" + facility + "|" + now() + "||" + type + "|M"
                + Uids.number() + "|P|" + version + "||||||UNICODE UTF-8";
    }

    private static String pid(Patient patient) {
        return "PID|1||" + patient.id() + "^^^" + patient.issuer() + "||" + patient.name() + "||" + patient.birthDate()
                + "|" + patient.sex();
    }

    /** OBR-1 to OBR-21: placer, filler, what, accession (18), requested procedure (19), step (20). */
    private String obr(Order order) {
        return "OBR|1|" + order.placer() + "^" + application + "|" + order.filler() + "^" + application + "|"
                + procedure(order) + "||||||||||||1001^ORDER^DOC||" + order.accession() + "|" + order.procedureId()
                + "|SPS1|";
    }

    private static String procedure(Order order) {
        return order.procedureCode() + "^" + order.procedureText() + "^99SITE";
    }

    private static String now() {
        return TIME.format(Instant.now());
    }

    private static String message(String... segments) {
        return String.join("\r", segments) + "\r";
    }
}
