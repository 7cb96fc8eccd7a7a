/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts;
import org.overread.config.CaseFacts.HistoryFacts;
import org.overread.config.CaseFacts.OrderFacts;
import org.overread.config.CaseFacts.PatientFacts;
import org.overread.config.CaseFacts.StudyFacts;
import org.overread.shared.Priority;

/** What conditions may ask about a study and its order, as they are now. Names nobody. */
@ApplicationScoped
public class Facts {
    private final Jdbi jdbi;

    @Inject
    Facts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected Facts() {
        this.jdbi = null;
    }

    /**
     * @param site whose case it is
     * @param orderId the order that is asked about; null for none
     */
    public CaseFacts of(String site, Study study, @Nullable Long orderId, Priority priority) {
        Optional<Ordered> order = orderId == null ? Optional.empty() : ordered(orderId);
        return new CaseFacts(
                site,
                study.archive(),
                priority,
                study.namedByNotify(),
                order.map(Ordered::facts).orElse(null),
                new StudyFacts(
                        study.modalities(),
                        study.bodyPart(),
                        study.description(),
                        study.studyDate(),
                        study.instances(),
                        study.state() == StudyState.COMPLETE ? study.completedAt() : null),
                new PatientFacts(
                        order.map(Ordered::birthDate).orElse(study.birthDate()),
                        order.map(Ordered::sex).filter(s -> !s.isEmpty()).orElse(study.sex())),
                history(study),
                null);
    }

    /** At most this many earlier studies are looked at; the latest. */
    private static final int HISTORY = 200;

    /** What was seen of the patient's earlier studies, in whatever archive; null for a patient without an identifier. */
    private @Nullable HistoryFacts history(Study study) {
        if (study.patient().isEmpty()) {
            return null;
        }
        List<Earlier> earlier = jdbi.withHandle(h -> h.createQuery("""
                        select modalities, study_date from study
                         where patient_id = :patient and patient_authority = :authority and id <> :id
                           and state <> 'VANISHED' and coalesce(study_date <= cast(:date as date), true)
                         order by study_date desc nulls last, id desc limit :most""")
                .bind("patient", study.patientId())
                .bind("authority", study.patientAuthority())
                .bind("id", study.id())
                .bind("date", study.studyDate())
                .bind("most", HISTORY)
                .map((row, context) ->
                        new Earlier(row.getString("modalities"), row.getObject("study_date", LocalDate.class)))
                .list());
        return new HistoryFacts(
                earlier.size(),
                earlier.stream()
                        .flatMap(one -> Stream.of(one.modalities().split("\\\\")))
                        .filter(modality -> !modality.isEmpty())
                        .distinct()
                        .sorted()
                        .toList(),
                earlier.isEmpty() ? null : earlier.get(0).date(),
                null);
    }

    private record Earlier(String modalities, @Nullable LocalDate date) {}

    /** The order's own priority; routine for one that is not there. */
    public Priority priorityOf(@Nullable Long orderId) {
        return orderId == null
                ? Priority.ROUTINE
                : ordered(orderId).map(Ordered::priority).orElse(Priority.ROUTINE);
    }

    /** PV1-2 as the order says; empty for none. */
    public String patientClassOf(@Nullable Long orderId) {
        return orderId == null
                ? ""
                : ordered(orderId).map(o -> o.facts().patientClass()).orElse("");
    }

    private record Ordered(
            OrderFacts facts, Priority priority, @Nullable LocalDate birthDate, String sex) {}

    private Optional<Ordered> ordered(long id) {
        return jdbi.withHandle(
                h -> h.createQuery("""
                        select o.modality, o.procedure_code, o.procedure_text, o.reason, o.clinical_information,
                               o.patient_class, o.referring_physician, o.placed_at, o.priority, p.birth_date, p.sex
                          from imaging_order o join patient p on p.id = surviving_patient(o.patient)
                         where o.id = :id""").bind("id", id).map(Facts::ordered).findOne());
    }

    private static Ordered ordered(ResultSet row, StatementContext context) throws SQLException {
        return new Ordered(
                new OrderFacts(
                        row.getString("modality"),
                        code(row.getString("procedure_code")),
                        row.getString("procedure_text"),
                        row.getString("reason"),
                        row.getString("clinical_information"),
                        row.getString("patient_class"),
                        row.getString("referring_physician"),
                        row.getTimestamp("placed_at").toInstant()),
                Priority.valueOf(row.getString("priority")),
                row.getObject("birth_date", LocalDate.class),
                row.getString("sex"));
    }

    /** A code is stored with its scheme, {@code CTTHX^99SITE}; rules name the code. */
    private static String code(String stored) {
        int scheme = stored.indexOf('^');
        return scheme < 0 ? stored : stored.substring(0, scheme);
    }
}
