/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Instant;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;

/**
 * A request for one imaging procedure, as the newest message about it left it.
 *
 * @param patientId the patient's row; after a merge the survivor's
 * @param patient the patient's identity; after a merge the survivor's
 * @param site the hospital it belongs to
 * @param sender the sender profile that placed it
 * @param controlAt ORC-9, else MSH-7, of the newest message applied: an older one changes nothing any more
 */
public record ImagingOrder(
        long id,
        long patientId,
        PatientKey patient,
        String site,
        String sender,
        OrderNumbers numbers,
        OrderContent content,
        OrderState state,
        Instant controlAt,
        Instant placedAt,
        Instant updatedAt,
        int version) {

    public Priority priority() {
        return content.priority() == null ? Priority.ROUTINE : content.priority();
    }

    ImagingOrder with(OrderNumbers numbers, OrderContent content, OrderState state, Instant controlAt) {
        return new ImagingOrder(
                id, patientId, patient, site, sender, numbers, content, state, controlAt, placedAt, updatedAt, version);
    }

    ImagingOrder with(OrderState state, Instant controlAt) {
        return with(numbers, content, state, controlAt);
    }

    ImagingOrder of(long patientId, PatientKey patient) {
        return new ImagingOrder(
                id, patientId, patient, site, sender, numbers, content, state, controlAt, placedAt, updatedAt, version);
    }

    @Override
    public String toString() {
        return "ImagingOrder[" + id + " " + state + "]";
    }
}
