/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.overread.config.Configuration;
import org.overread.config.Destination;
import org.overread.config.Group;
import org.overread.report.ReceiveReport;
import org.overread.shared.PatientKey;
import org.overread.transfer.Pseudonyms;
import org.overread.transfer.Pseudonyms.Kind;

/**
 * The way back of a report on de-identified images: a group that was sent pseudonyms reports by them. They are replaced by what
 * they stand for at that group's own destination; what is no pseudonym stays.
 */
@Dependent
class OriginalIdentifiers {
    private final Pseudonyms pseudonyms;

    @Inject
    OriginalIdentifiers(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    ReceiveReport of(ReceiveReport report, Configuration configuration) {
        ReceiveReport restored = report;
        for (String group : report.groups()) {
            String destination = configuration
                    .group(group)
                    .map(Group::destination)
                    .flatMap(configuration::destination)
                    .filter(found -> found.deidentify() != null)
                    .map(Destination::name)
                    .orElse(null);
            if (destination != null) {
                restored = restored(restored, destination);
            }
        }
        return restored;
    }

    private ReceiveReport restored(ReceiveReport report, String destination) {
        return new ReceiveReport(
                report.origin(),
                report.groups(),
                patients(report.patients(), destination),
                report.caseId(),
                report.filler(),
                report.fillerAuthority(),
                original(report.accession(), destination, Kind.ACCESSION),
                original(report.studyUid(), destination, Kind.UID),
                report.status(),
                report.radiologist(),
                report.at(),
                report.text(),
                report.pdf());
    }

    private List<PatientKey> patients(List<PatientKey> said, String destination) {
        Map<String, Pseudonyms.Entry> known = pseudonyms.originals(
                destination, Kind.PATIENT, said.stream().map(PatientKey::id).toList());
        List<PatientKey> patients = new ArrayList<>();
        for (PatientKey patient : said) {
            Pseudonyms.Entry entry = known.get(patient.id());
            patients.add(entry == null ? patient : new PatientKey(entry.original(), entry.authority()));
        }
        return patients;
    }

    private String original(String pseudonym, String destination, Kind kind) {
        if (pseudonym.isEmpty()) {
            return pseudonym;
        }
        Pseudonyms.Entry entry =
                pseudonyms.originals(destination, kind, List.of(pseudonym)).get(pseudonym);
        return entry == null ? pseudonym : entry.original();
    }
}
