/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.overread.shared.Json;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;

/** A row of {@code imaging_order} as {@code o} with the patient it is kept under now as {@code p}. */
final class OrderRow {
    static final String COLUMNS = """
            o.id, p.id as patient, p.patient_id, p.authority, o.site, o.sender, o.placer_number, o.placer_authority,
            o.filler_number, o.filler_authority, o.accession, o.accession_issuer, o.requested_procedure, o.study_uid,
            o.modality, o.procedure_code, o.procedure_text, o.reason, o.clinical_information, o.referring_physician,
            o.patient_class, o.priority, o.state, o.scheduled_at, o.control_at, o.placed_at, o.updated_at, o.version,
            (select json_agg(json_build_object('id', t.step_id, 'modality', t.modality,
                                               'stationAet', t.station_aet, 'protocol', t.protocol) order by t.step_id)
               from order_step t where t.order_id = o.id) as steps
            """;

    /** An order that was written while its patient was being merged still finds the survivor. */
    static final String FROM = """
             from imaging_order o
             join patient q on q.id = o.patient
             join patient p on p.id = coalesce(q.merged_into, q.id)
            """;

    private OrderRow() {}

    static ImagingOrder order(ResultSet row, StatementContext context) throws SQLException {
        Timestamp scheduled = row.getTimestamp("scheduled_at");
        String steps = row.getString("steps");
        return new ImagingOrder(
                row.getLong("id"),
                row.getLong("patient"),
                new PatientKey(row.getString("patient_id"), row.getString("authority")),
                row.getString("site"),
                row.getString("sender"),
                new OrderNumbers(
                        row.getString("placer_number"),
                        row.getString("placer_authority"),
                        row.getString("filler_number"),
                        row.getString("filler_authority"),
                        row.getString("requested_procedure")),
                new OrderContent(
                        row.getString("accession"),
                        row.getString("accession_issuer"),
                        row.getString("study_uid"),
                        row.getString("modality"),
                        row.getString("procedure_code"),
                        row.getString("procedure_text"),
                        row.getString("reason"),
                        row.getString("clinical_information"),
                        row.getString("referring_physician"),
                        row.getString("patient_class"),
                        Priority.valueOf(row.getString("priority")),
                        scheduled == null ? null : scheduled.toInstant(),
                        steps == null ? List.of() : steps(steps)),
                OrderState.valueOf(row.getString("state")),
                row.getTimestamp("control_at").toInstant(),
                row.getTimestamp("placed_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getInt("version"));
    }

    private static List<OrderStep> steps(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<List<OrderStep>>() {});
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
