/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.config.ConfigurationStore;
import org.overread.shared.OverreadException;
import org.overread.shared.Settings;

/** Checks by policy, then acts in the container's transaction. A merge is kept as long as {@code retention.merges} says. */
@Stateless
@Local(PatientMerges.class)
@PermitAll
public class PatientMergesBean implements PatientMerges {
    private static final Duration KEPT = Duration.ofDays(90);

    private static final PatientMessages MESSAGES = PatientMessages.MESSAGES;

    private final Jdbi jdbi;
    private final Patients patients;
    private final Event<PatientUnmerged> events;
    private final ConfigurationStore configuration;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public PatientMergesBean() {
        this.jdbi = null;
        this.patients = null;
        this.events = null;
        this.configuration = null;
    }

    @Inject
    PatientMergesBean(Jdbi jdbi, Patients patients, Event<PatientUnmerged> events, ConfigurationStore configuration) {
        this.jdbi = jdbi;
        this.patients = patients;
        this.events = events;
        this.configuration = configuration;
    }

    @Override
    public Patient undo(Scope scope, long id, int version) {
        Policy.mayOperate(scope).orThrow();
        return jdbi.withHandle(h -> {
            h.createQuery("select id from patient where id = :id for update")
                    .bind("id", id)
                    .mapTo(Long.class)
                    .list();
            Patient prior = load(scope, id);
            Patient.Survivor survivor = prior.survivor();
            if (survivor == null) {
                throw OverreadException.conflict(MESSAGES.notMerged());
            }
            if (prior.version() != version) {
                throw new OverreadException(OverreadException.Kind.PRECONDITION_FAILED, MESSAGES.changed());
            }
            takeBack(h, id, survivor.id(), scope.user(), kept());
            events.fire(new PatientUnmerged(survivor.id(), survivor.key(), id, prior.key(), scope.user()));
            return load(scope, id);
        });
    }

    private Duration kept() {
        Duration own = configuration.current().retention().merges();
        return own == null ? Settings.duration("overread.patients.merges-kept", KEPT) : own;
    }

    private Patient load(Scope scope, long id) {
        return patients.load(scope, id).orElseThrow(() -> OverreadException.notFound(MESSAGES.notFound()));
    }

    /** What a later merge of the survivor moved on is with that one's survivor now, and is found there. */
    private static void takeBack(Handle h, long prior, long survivor, String who, Duration kept) {
        int undone = h.createUpdate("""
                        with undone as (
                            update patient_merge set undone_at = now(), undone_by = :who
                             where prior = :prior and undone_at is null and merged_at > now() - cast(:kept as interval)
                            returning orders, followers),
                        own as (
                            update patient set merged_into = null, updated_at = now(), version = version + 1
                             where id = :prior and exists (select from undone)),
                        followers as (
                            update patient set merged_into = :prior, updated_at = now(), version = version + 1
                              from undone
                             where patient.id = any(undone.followers) and merged_into = :survivor)
                        update imaging_order set patient = :prior, updated_at = now(), version = version + 1
                          from undone
                         where imaging_order.id = any(undone.orders) and patient = :survivor
                           and exists (select from undone)""")
                .bind("prior", prior)
                .bind("survivor", survivor)
                .bind("who", who)
                .bind("kept", kept.toString())
                .execute();
        boolean stands = h.createQuery("select merged_into is null from patient where id = :prior")
                .bind("prior", prior)
                .mapTo(Boolean.class)
                .one();
        if (undone == 0 && !stands) {
            throw OverreadException.conflict(MESSAGES.mergeNotKept());
        }
    }
}
