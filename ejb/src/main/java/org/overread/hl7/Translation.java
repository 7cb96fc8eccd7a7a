/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.LinkedHashSet;
import java.util.Set;
import org.overread.order.OrderCommand;
import org.overread.shared.PatientKey;

/** A message understood: what it asks for, and what it can be found by. */
record Translation(Act act, Set<Identifier> identifiers) {

    static Translation of(Act act) {
        Set<Identifier> found = new LinkedHashSet<>();
        if (act instanceof Act.Order order) {
            order.request().commands().forEach(command -> add(found, command));
        } else if (act instanceof Act.Register register) {
            add(found, register.patient().key());
        } else if (act instanceof Act.Merge merge) {
            merge.merges().forEach(m -> {
                add(found, m.surviving().key());
                add(found, m.prior());
            });
        } else if (act instanceof Act.Link link) {
            add(found, link.one().key());
            add(found, link.other().key());
        } else if (act instanceof Act.Results results) {
            results.reports().forEach(report -> {
                report.patients().forEach(patient -> add(found, patient));
                add(found, Identifier.Kind.FILLER, report.filler(), "");
                add(found, Identifier.Kind.ACCESSION, report.accession(), "");
                add(found, Identifier.Kind.STUDY, report.studyUid(), "");
            });
        } else if (act instanceof Act.Notice notice) {
            notice.studies().forEach(uid -> found.add(new Identifier(Identifier.Kind.STUDY, uid, "")));
        }
        return new Translation(act, found);
    }

    static Translation refused(MessageRefused refusal) {
        return new Translation(new Act.Refuse(refusal.acknowledgement(), refusal.fault()), Set.of());
    }

    private static void add(Set<Identifier> found, OrderCommand command) {
        add(found, command.patient().key());
        var numbers = command.numbers();
        add(found, Identifier.Kind.PLACER, numbers.placer(), numbers.placerAuthority());
        add(found, Identifier.Kind.FILLER, numbers.filler(), numbers.fillerAuthority());
        var content = command.content();
        if (content != null) {
            add(found, Identifier.Kind.ACCESSION, content.accession(), content.accessionIssuer());
            add(found, Identifier.Kind.STUDY, content.studyUid() == null ? "" : content.studyUid(), "");
        }
    }

    private static void add(Set<Identifier> found, PatientKey patient) {
        add(found, Identifier.Kind.PATIENT, patient.id(), patient.authority());
    }

    private static void add(Set<Identifier> found, Identifier.Kind kind, String value, String authority) {
        if (!value.isEmpty()) {
            found.add(new Identifier(kind, value, authority));
        }
    }
}
