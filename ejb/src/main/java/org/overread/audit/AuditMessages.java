/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openehealth.ipf.commons.audit.codes.ActiveParticipantRoleIdCode;
import org.openehealth.ipf.commons.audit.codes.AuditSourceType;
import org.openehealth.ipf.commons.audit.codes.EventActionCode;
import org.openehealth.ipf.commons.audit.codes.EventOutcomeIndicator;
import org.openehealth.ipf.commons.audit.codes.EventTypeCode;
import org.openehealth.ipf.commons.audit.codes.MediaTypeCode;
import org.openehealth.ipf.commons.audit.codes.ParticipantObjectIdTypeCode;
import org.openehealth.ipf.commons.audit.codes.ParticipantObjectTypeCode;
import org.openehealth.ipf.commons.audit.codes.ParticipantObjectTypeCodeRole;
import org.openehealth.ipf.commons.audit.event.ApplicationActivityBuilder;
import org.openehealth.ipf.commons.audit.event.AuditLogUsedBuilder;
import org.openehealth.ipf.commons.audit.event.BaseAuditMessageBuilder;
import org.openehealth.ipf.commons.audit.event.DataExportBuilder;
import org.openehealth.ipf.commons.audit.event.DataImportBuilder;
import org.openehealth.ipf.commons.audit.event.DicomInstancesAccessedBuilder;
import org.openehealth.ipf.commons.audit.event.DicomInstancesTransferredBuilder;
import org.openehealth.ipf.commons.audit.event.OrderRecordBuilder;
import org.openehealth.ipf.commons.audit.event.PatientRecordBuilder;
import org.openehealth.ipf.commons.audit.event.QueryBuilder;
import org.openehealth.ipf.commons.audit.event.SecurityAlertBuilder;
import org.openehealth.ipf.commons.audit.event.UserAuthenticationBuilder;
import org.openehealth.ipf.commons.audit.marshal.dicom.Current;
import org.openehealth.ipf.commons.audit.model.AuditMessage;
import org.openehealth.ipf.commons.audit.model.TypeValuePairType;
import org.openehealth.ipf.commons.audit.types.ActiveParticipantRoleId;
import org.overread.shared.PatientKey;

/**
 * Builds the messages of PS3.15 A.5.3, one method an event. IPF builds, validates and serialises; what is kept is its
 * UTF-8 text without a byte order mark.
 */
public final class AuditMessages {
    private static final String APPLICATION = "Overread";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** What the act did to its object. */
    public enum Act {
        CREATE(EventActionCode.Create, "C"),
        READ(EventActionCode.Read, "R"),
        UPDATE(EventActionCode.Update, "U"),
        DELETE(EventActionCode.Delete, "D"),
        EXECUTE(EventActionCode.Execute, "E");

        private final EventActionCode code;
        private final String letter;

        Act(EventActionCode code, String letter) {
            this.code = code;
            this.letter = letter;
        }
    }

    private final String sourceId;

    /** @param sourceId names this node in the messages, such as the server's node name */
    public AuditMessages(String sourceId) {
        this.sourceId = sourceId;
    }

    /** Application Activity, started or stopped (A.5.3.1). */
    @Standard("110100 Application Activity")
    public AuditRecord applicationActivity(boolean started) {
        ApplicationActivityBuilder<?> builder = started
                ? new ApplicationActivityBuilder.ApplicationStart(EventOutcomeIndicator.Success)
                : new ApplicationActivityBuilder.ApplicationStop(EventOutcomeIndicator.Success);
        builder.setApplicationParticipant(APPLICATION, null, APPLICATION, sourceId);
        return record(builder, "110100", Act.EXECUTE, true, APPLICATION, "", "");
    }

    /** Audit Log Used (A.5.3.2): somebody read the trail. */
    @Standard("110101 Audit Log Used")
    public AuditRecord logUsed(String user) {
        var builder = new AuditLogUsedBuilder(EventOutcomeIndicator.Success)
                .addAccessingParticipant(user, null, null, true, null, null)
                .addAuditLogIdentity("/overread/api/audit");
        return record(builder, "110101", Act.READ, true, user, "", "");
    }

    /**
     * Audit Log Used (A.5.3.2) by the application itself: it sealed the trail. Sent to repositories and not kept.
     *
     * @param anchor the seal in one line
     */
    @Standard("110101 Audit Log Used")
    public AuditRecord sealed(String anchor) {
        var builder = new AuditLogUsedBuilder(EventOutcomeIndicator.Success)
                .addAccessingParticipant(APPLICATION, null, APPLICATION, false, null, sourceId)
                .addParticipantObjectIdentification(
                        ParticipantObjectIdTypeCode.URI,
                        "Security Audit Log",
                        null,
                        List.of(new TypeValuePairType("seal", anchor.getBytes(StandardCharsets.UTF_8))),
                        "/overread/api/audit",
                        ParticipantObjectTypeCode.System,
                        ParticipantObjectTypeCodeRole.SecurityResource,
                        null,
                        null);
        return record(builder, "110101", Act.READ, true, APPLICATION, "", "");
    }

    /** Order Record (A.5.3.9 [K]): an order was placed, changed, cancelled or read. */
    @Standard("110109 Order Record")
    public AuditRecord orderRecord(
            Act act,
            boolean success,
            String who,
            boolean person,
            @Nullable String address,
            PatientKey patient,
            String accession,
            String site,
            String subject) {
        BaseAuditMessageBuilder<?> builder = new OrderRecordBuilder(outcome(success), null, act.code, null)
                .addActiveParticipant(who, null, null, true, roles(person), address)
                .addActiveParticipant(APPLICATION, null, APPLICATION, false, destination(), sourceId)
                .addPatientParticipantObject(cx(patient), null, accession(accession), null);
        return record(builder, "110109", act, success, who, site, subject);
    }

    /** Patient Record (A.5.3.10 [K]): a patient was registered, updated, merged or read. */
    @Standard("110110 Patient Record")
    public AuditRecord patientRecord(
            Act act,
            boolean success,
            String who,
            boolean person,
            List<PatientKey> patients,
            String site,
            String subject) {
        var builder = new PatientRecordBuilder(outcome(success), act.code, null)
                .addActiveParticipant(who, null, null, true, roles(person), null)
                .addActiveParticipant(APPLICATION, null, APPLICATION, false, destination(), sourceId);
        for (PatientKey patient : patients) {
            builder.addPatient(cx(patient), null, List.of());
        }
        return record(builder, "110110", act, success, who, site, subject);
    }

    /** DICOM Instances Transferred (A.5.3.7): one study of one patient reached a destination, or did not. */
    @Standard("110104 DICOM Instances Transferred")
    public AuditRecord instancesTransferred(
            boolean success,
            String source,
            String destination,
            PatientKey patient,
            String studyUid,
            String site,
            String subject) {
        var builder = new DicomInstancesTransferredBuilder(outcome(success), null, EventActionCode.Execute, null)
                .setSendingProcessParticipant(source, null, APPLICATION, sourceId, true)
                .setReceivingProcessParticipant(destination, null, null, destination, false)
                .addStudyParticipantObject(studyUid, List.of())
                .setPatientParticipantObject(cx(patient), null);
        return record(builder, "110104", Act.EXECUTE, success, APPLICATION, site, subject);
    }

    /** Export (A.5.3.8): a study was packed into a file, for somebody to carry on. */
    @Standard("110106 Export")
    public AuditRecord exported(
            String source, String destination, PatientKey patient, String studyUid, String site, String subject) {
        var builder = new DataExportBuilder(EventOutcomeIndicator.Success, null)
                .addExportingParticipant(APPLICATION, sourceId, null, null, true)
                .setDestinationMediaParticipant(destination, null, null, null, null, subject, MediaTypeCode.URI)
                .addStudyParticipantObject(studyUid, List.of())
                .addPatientParticipantObject(cx(patient), null, List.of(), null);
        return record(builder, "110106", Act.READ, true, APPLICATION, site, subject);
    }

    /** Import (A.5.3.9): a study that came in a file was stored. Whose it is the file does not say. */
    @Standard("110107 Import")
    public AuditRecord imported(String sender, String archive, String studyUid, String site, String subject) {
        var builder = new DataImportBuilder(EventOutcomeIndicator.Success, null)
                .addImportingParticipant(APPLICATION, sourceId, null, null, true)
                .addActiveParticipant(archive, null, null, false, List.of(), null)
                .setSourceMediaParticipant(sender, null, null, null, null, subject, MediaTypeCode.URI)
                .addStudyParticipantObject(studyUid, List.of())
                .addPatientParticipantObject("unknown", null, List.of(), null);
        return record(builder, "110107", Act.CREATE, true, APPLICATION, site, subject);
    }

    /** DICOM Instances Accessed (A.5.3.6 [K]): a person opened a case or its images. */
    @Standard("110103 DICOM Instances Accessed")
    public AuditRecord instancesAccessed(
            Act act, String user, PatientKey patient, String studyUid, String site, String subject) {
        var builder = new DicomInstancesAccessedBuilder(EventOutcomeIndicator.Success, null, act.code, null)
                .addActiveParticipant(user, null, null, true, roles(true), null)
                .addStudyParticipantObject(studyUid, List.of())
                .setPatientParticipantObject(cx(patient), null);
        return record(builder, "110103", act, true, user, site, subject);
    }

    /**
     * Query (A.5.3.10): a person was shown records, in a list, as a search's answer or one by itself.
     *
     * @param what which records
     * @param query what was asked
     */
    @Standard("110112 Query")
    public AuditRecord query(String user, String what, String query, String subject) {
        var builder = new QueryBuilder(EventOutcomeIndicator.Success, null)
                .setQueryingParticipant(user, null, null, null, true)
                .setRespondingParticipant(APPLICATION, null, APPLICATION, sourceId, false)
                .addParticipantObjectIdentification(
                        ParticipantObjectIdTypeCode.SearchCriteria,
                        what,
                        query.getBytes(StandardCharsets.UTF_8),
                        List.of(),
                        "/overread/api/" + what,
                        ParticipantObjectTypeCode.System,
                        ParticipantObjectTypeCodeRole.Query,
                        null,
                        null);
        return record(builder, "110112", Act.EXECUTE, true, user, "", subject);
    }

    /** User Authentication (A.5.3.12): log-in, granted or refused. */
    @Standard("110114 User Authentication")
    public AuditRecord login(boolean success, String user, @Nullable String address) {
        var builder = new UserAuthenticationBuilder.Login(outcome(success))
                .setAuthenticatedParticipant(user, null, null, true, ActiveParticipantRoleIdCode.Application, address);
        return record(builder, "110114", Act.EXECUTE, success, user, "", "");
    }

    /** User Authentication (A.5.3.12): log-out. */
    @Standard("110114 User Authentication")
    public AuditRecord logout(String user, @Nullable String address) {
        var builder = new UserAuthenticationBuilder.Logout(EventOutcomeIndicator.Success)
                .setAuthenticatedParticipant(user, null, null, true, ActiveParticipantRoleIdCode.Application, address);
        return record(builder, "110114", Act.EXECUTE, true, user, "", "");
    }

    /** User Authentication (A.5.3.12): so many log-ins were refused within a minute beside those told one by one. */
    @Standard("110114 User Authentication")
    public AuditRecord refusedLogins(int count) {
        var builder = new UserAuthenticationBuilder.Login(
                        EventOutcomeIndicator.MinorFailure, count + " further log-ins were refused within a minute.")
                .setAuthenticatedParticipant(
                        "several", null, null, true, ActiveParticipantRoleIdCode.Application, null);
        return record(builder, "110114", Act.EXECUTE, false, "several", "", "");
    }

    /** Security Alert (A.5.3.11 [K]): somebody asked for what that person may not see or do. */
    @Standard("110113 Security Alert, 110132 Use of Restricted Function")
    public AuditRecord denied(String user, String subject) {
        var builder = new SecurityAlertBuilder(
                        EventOutcomeIndicator.MinorFailure, null, EventTypeCode.UseOfRestrictedFunction)
                .addReportingActiveParticipant(APPLICATION, null, null, null, sourceId, true)
                .addActiveParticipant(user, null, null, true, null, null);
        return record(builder, "110113", Act.EXECUTE, false, user, "", subject);
    }

    /** Security Alert, Emergency Override Started (A.5.3.11 [K], 110127): somebody broke the glass of a case. */
    @Standard("110113 Security Alert, 110127 Emergency Override Started")
    public AuditRecord emergency(String user, String site, String subject) {
        var builder = new SecurityAlertBuilder(
                        EventOutcomeIndicator.Success, null, EventTypeCode.EmergencyOverrideStarted)
                .addReportingActiveParticipant(APPLICATION, null, null, null, sourceId, false)
                .addPerformingActiveParticipant(user, null, null, null, null);
        return record(builder, "110113", Act.EXECUTE, true, user, site, subject);
    }

    /**
     * Security Alert, Software Configuration (A.5.3.11 [K], 110131): a version of the configuration was saved.
     *
     * @param restored the former version whose text it has; null for a text of its own
     */
    @Standard("110113 Security Alert, 110131 Software Configuration")
    public AuditRecord configured(String user, int version, @Nullable Integer restored) {
        var builder = new SecurityAlertBuilder(EventOutcomeIndicator.Success, null, EventTypeCode.SoftwareConfiguration)
                .addReportingActiveParticipant(APPLICATION, null, null, null, sourceId, false)
                .addPerformingActiveParticipant(user, null, null, null, null)
                .addAlertUriSubjectParticipantObject(
                        "/overread/api/configuration/versions/" + version,
                        ParticipantObjectTypeCodeRole.MasterFile,
                        restored == null ? "saved" : "version " + restored + " restored");
        return record(builder, "110113", Act.EXECUTE, true, user, "", "configuration:" + version);
    }

    private AuditRecord record(
            BaseAuditMessageBuilder<?> builder,
            String event,
            Act act,
            boolean success,
            String who,
            String site,
            String subject) {
        builder.setAuditSource(sourceId, site.isEmpty() ? null : site, AuditSourceType.ApplicationServerProcess);
        AuditMessage message = builder.getMessage();
        return new AuditRecord(event, act.letter, success ? 0 : 4, who, site, subject, bytes(message));
    }

    private static byte[] bytes(AuditMessage message) {
        byte[] bytes = Current.toString(message, false).getBytes(StandardCharsets.UTF_8);
        return Arrays.mismatch(bytes, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length
                ? Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length)
                : bytes;
    }

    private static List<TypeValuePairType> accession(String accession) {
        return accession.isEmpty()
                ? List.of()
                : List.of(new TypeValuePairType("AccessionNumber", accession.getBytes(StandardCharsets.UTF_8)));
    }

    private static EventOutcomeIndicator outcome(boolean success) {
        return success ? EventOutcomeIndicator.Success : EventOutcomeIndicator.MinorFailure;
    }

    private static @Nullable List<ActiveParticipantRoleId> roles(boolean person) {
        return person ? null : List.of(ActiveParticipantRoleIdCode.Source);
    }

    private static List<ActiveParticipantRoleId> destination() {
        return List.of(ActiveParticipantRoleIdCode.Destination);
    }

    /** The identity in HL7 CX form, as ITI-20 has it. */
    private static String cx(PatientKey patient) {
        return patient.authority().isEmpty() ? patient.id() : patient.id() + "^^^" + patient.authority();
    }
}
