/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import org.jdbi.v3.core.Jdbi;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;

/** Orders as another feature's test needs them: rows, without the messages that make them. */
public final class TestOrders {
    private TestOrders() {}

    public static Orders over(Jdbi jdbi) {
        return new JdbiOrders(jdbi);
    }

    /** Writes an order of site S. */
    public static long place(Jdbi jdbi, PatientKey patient, String accession, String studyUid, Priority priority) {
        long row = jdbi.withHandle(h -> h.createQuery("""
                        insert into patient (patient_id, authority, name, stated_at)
                        values (:id, :authority, 'DOE^JANE', now())
                        on conflict (patient_id, authority) do update set name = excluded.name returning id""")
                .bind("id", patient.id())
                .bind("authority", patient.authority())
                .mapTo(Long.class)
                .one());
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into imaging_order (patient, site, sender, placer_number, accession, accession_issuer,
                            study_uid, modality, priority, state, control_at, procedure_text)
                        values (:patient, 'S', 'ris', 'P' || nextval('message_id_seq'), :accession,
                            case when :accession = '' then '' else 'S-ACC' end,
                            nullif(:uid, ''), 'CT', :priority, 'SCHEDULED', now(), 'CT thorax')
                        returning id""")
                .bind("patient", row)
                .bind("accession", accession)
                .bind("uid", studyUid)
                .bind("priority", priority)
                .mapTo(Long.class)
                .one());
    }

    public static void state(Jdbi jdbi, long order, OrderState state) {
        jdbi.useHandle(h -> h.createUpdate("update imaging_order set state = :state where id = :id")
                .bind("state", state)
                .bind("id", order)
                .execute());
    }
}
