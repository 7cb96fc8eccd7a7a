/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The study table as the system works on it, always inside a transaction and always with the row locked first. What a
 * person sees goes through {@link Studies}.
 */
@ApplicationScoped
class StudyRows {
    /** Orders and studies that look for one another at the same moment must see one another: see {@link #alone}. */
    private static final long MATCHING = 0x6F76_7273_7475_6479L;

    private final Jdbi jdbi;

    @Inject
    StudyRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected StudyRows() {
        this.jdbi = null;
    }

    /**
     * Keeps every order from looking for studies until this transaction ends. A study that looks for its order must not
     * miss one that commits meanwhile and, looking in its turn, cannot see the study yet.
     */
    void alone() {
        jdbi.useHandle(h -> h.execute("select pg_advisory_xact_lock(?)", MATCHING));
    }

    /** The orders' side of {@link #alone}: orders do not wait for one another. */
    void together() {
        jdbi.useHandle(h -> h.execute("select pg_advisory_xact_lock_shared(?)", MATCHING));
    }

    /** Whether a study has its order; once it has, it keeps it. */
    boolean isBound(String archive, String uid) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select order_id is not null from study where archive = :archive and study_uid = :uid")
                .bind("archive", archive)
                .bind("uid", uid)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /** Whether the archive had a study before we were installed, where it can tell. */
    boolean wasThereBefore(String archive, @Nullable Instant received) {
        return received != null
                && jdbi.withHandle(
                        h -> h.createQuery("select installed_at > :received from sweep where archive = :archive")
                                .bind("archive", archive)
                                .bind("received", received)
                                .mapTo(Boolean.class)
                                .findOne()
                                .orElse(false));
    }

    Optional<Study> lock(long id) {
        return jdbi.withHandle(h -> h.createQuery("select * from study where id = :id for update")
                .bind("id", id)
                .map(StudyMapper::study)
                .findOne());
    }

    Optional<Study> lock(String archive, String uid) {
        return jdbi.withHandle(
                h -> h.createQuery("select * from study where archive = :archive and study_uid = :uid for update")
                        .bind("archive", archive)
                        .bind("uid", uid)
                        .map(StudyMapper::study)
                        .findOne());
    }

    /** Makes the row, if it is not there, without deciding anything about it. */
    void insert(String archive, String uid, String site, Intake intake) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into study (archive, study_uid, site, state, intake)
                        values (:archive, :uid, :site, 'ARRIVING', :intake)
                        on conflict (archive, study_uid) do nothing""")
                .bind("archive", archive)
                .bind("uid", uid)
                .bind("site", site)
                .bind("intake", intake)
                .execute());
    }

    /** What the archive says now; a changed count starts the quiet period again, by the database's clock. */
    void describe(long id, StudyAttributes seen, Terms terms, int instances) {
        String requested = seen.studyId();
        jdbi.useHandle(h -> h.createUpdate("""
                        update study set
                            site = :site, patient_id = :patientId, patient_authority = :authority,
                            patient_name = :name, birth_date = :birthDate, sex = :sex, accession = :accession,
                            accession_issuer = :accessionIssuer, requested_procedure = :requested,
                            modalities = :modalities, body_part = :bodyPart, description = :description,
                            study_date = :studyDate,
                            count_since = case when instances = :instances then count_since else now() end,
                            instances = :instances, counted_at = now(), version = version + 1
                         where id = :id""")
                .bind("id", id)
                .bind("site", terms.site())
                .bind(
                        "patientId",
                        seen.patient(terms.patientIssuer()).map(p -> p.id()).orElse(""))
                .bind(
                        "authority",
                        seen.patient(terms.patientIssuer())
                                .map(p -> p.authority())
                                .orElse(""))
                .bind("name", seen.patientName())
                .bind("birthDate", seen.birthDate())
                .bind("sex", seen.sex())
                .bind("accession", seen.accession())
                .bind("accessionIssuer", issuer(seen, terms))
                .bind("requested", requested)
                .bind("modalities", String.join("\\", seen.modalities()))
                .bind("bodyPart", seen.bodyPart())
                .bind("description", seen.description())
                .bind("studyDate", seen.studyDate())
                .bind("instances", instances)
                .execute());
    }

    private static String issuer(StudyAttributes seen, Terms terms) {
        if (seen.accession().isEmpty()) {
            return "";
        }
        return seen.accessionIssuer().isBlank() ? terms.accessionIssuer() : seen.accessionIssuer();
    }

    void state(long id, StudyState state) {
        jdbi.useHandle(
                h -> h.createUpdate("""
                        update study set state = :state, version = version + 1, counted_at = now(),
                               instances = case when :state = 'VANISHED' then 0 else instances end,
                               completed_at = case when :state = 'COMPLETE' then now() else completed_at end
                         where id = :id""").bind("id", id).bind("state", state).execute());
    }

    void named(long id) {
        jdbi.useHandle(h -> h.execute("update study set named_by_notify = true where id = ?", id));
    }

    void intake(long id, Intake intake) {
        jdbi.useHandle(
                h -> h.createUpdate("""
                        update study set intake = :intake, version = version + 1,
                               recount_until = case when :intake = 'IN' then 'infinity' else recount_until end
                         where id = :id""").bind("id", id).bind("intake", intake).execute());
    }

    void bind(long id, long order, MatchKey by) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update study set order_id = :order, matched_by = :by, conflict = null, version = version + 1
                         where id = :id""")
                .bind("id", id)
                .bind("order", order)
                .bind("by", by)
                .execute());
    }

    void unbind(long id) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update study set order_id = null, matched_by = null, conflict = null, version = version + 1
                         where id = :id""").bind("id", id).execute());
    }

    void conflict(long id, @Nullable String conflict) {
        jdbi.useHandle(
                h -> h.createUpdate("update study set conflict = :conflict, version = version + 1 where id = :id")
                        .bind("id", id)
                        .bind("conflict", conflict)
                        .execute());
    }

    /** What is left of the quiet period; zero or less when it is over. */
    Duration quietLeft(long id, Duration quiet) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select cast(extract(epoch from count_since - now()) * 1000 as bigint) from study where id = :id""")
                .bind("id", id)
                .mapTo(Long.class)
                .map(millis -> quiet.plusMillis(millis))
                .one());
    }

    /** What we know of these studies, by UID. */
    Map<String, Known> known(String archive, Collection<String> uids) {
        return jdbi.withHandle(h -> h
                .createQuery("""
                        select study_uid, instances, intake from study
                         where archive = :archive and study_uid = any(:uids)""")
                .bind("archive", archive)
                .bindArray("uids", String.class, uids)
                .map((row, context) -> new Known(
                        row.getString("study_uid"), row.getInt("instances"), Intake.valueOf(row.getString("intake"))))
                .stream()
                .collect(Collectors.toMap(Known::uid, Function.identity())));
    }

    record Known(String uid, int instances, Intake intake) {}

    /** The studies of open cases, and those that a person has to look at, that were not counted for a while. */
    List<String> toRecount(String archive, Duration age, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select study_uid from study
                         where archive = :archive
                           and (recount_until > now() or conflict is not null)
                           and counted_at < now() - cast(:age as interval)
                         order by counted_at limit :limit""")
                .bind("archive", archive)
                .bind("age", age.toString())
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }
}
