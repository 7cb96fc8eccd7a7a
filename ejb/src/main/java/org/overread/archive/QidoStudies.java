/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.overread.shared.DicomUid;
import org.overread.study.Page;
import org.overread.study.StudyAttributes;
import org.overread.study.StudySource;

/** Studies by QIDO-RS as any DICOMweb archive answers it (PS3.18 section 10.6.1). */
class QidoStudies implements StudySource {
    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");

    private final PeerHttp http;
    private final Qido qido;
    private final QidoInstances instances;
    private final String rs;

    QidoStudies(PeerHttp http, String rs) {
        this.http = http;
        this.qido = new Qido(http);
        this.instances = new QidoInstances(http, rs, true);
        this.rs = rs;
    }

    /** What to ask for beyond what every archive returns anyway. */
    String includeField() {
        return "00080051,00081030,00100021,00180015,00201208";
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public Optional<StudyAttributes> study(DicomUid study) {
        List<StudyAttributes> found = new ArrayList<>();
        qido.search(
                URI.create(rs + "/studies?StudyInstanceUID=" + study + "&includefield=" + includeField()),
                row -> StudyRow.read(row)
                        // an archive that ignores the key must not hand us a stranger
                        .filter(attributes -> attributes.study().equals(study))
                        .ifPresent(found::add));
        return found.stream().findFirst();
    }

    /**
     * Number of Study Related Instances (0020,1208) is optional in a QIDO-RS answer; without it the instances are
     * listed.
     */
    @Override
    public int count(DicomUid study) {
        Optional<StudyAttributes> found = study(study);
        if (found.isEmpty()) {
            return 0;
        }
        int told = found.get().instances();
        return told > 0 ? told : instances.each(study, instance -> {});
    }

    @Override
    public boolean tellsReceiveTime() {
        return false;
    }

    @Override
    public Page<StudyAttributes> receivedSince(Instant since, int offset, int limit) {
        throw new UnsupportedOperationException("DICOMweb has no key for the time of receipt");
    }

    @Override
    public Page<StudyAttributes> seriesReceivedSince(Instant since, int offset, int limit) {
        throw new UnsupportedOperationException("DICOMweb has no key for the time of receipt");
    }

    @Override
    public Page<StudyAttributes> studiesOfDate(LocalDate from, LocalDate to, int offset, int limit) {
        return page("StudyDate=" + DA.format(from) + "-" + DA.format(to), offset, limit);
    }

    @Override
    public Page<StudyAttributes> studiesOfPatient(String patientId, String issuer, int offset, int limit) {
        String key = "PatientID=" + PeerHttp.encode(patientId);
        return page(issuer.isEmpty() ? key : key + "&IssuerOfPatientID=" + PeerHttp.encode(issuer), offset, limit);
    }

    final Page<StudyAttributes> page(String key, int offset, int limit) {
        List<StudyAttributes> found = new ArrayList<>();
        Qido.Answer answer = qido.search(
                URI.create(rs + "/studies?" + key + "&includefield=" + includeField() + "&limit=" + limit + "&offset="
                        + offset),
                row -> StudyRow.read(row).ifPresent(found::add));
        return new Page<>(found, offset + answer.rows(), answer.cutShort() || answer.rows() >= limit);
    }
}
