/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Problem;
import org.overread.transfer.SendStudy;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferAttempt;
import org.overread.transfer.TransferMessages;
import org.overread.transfer.TransferState;

/** Writes transfers and their attempts, in the caller's transaction. */
@ApplicationScoped
class TransferRows {
    private final Jdbi jdbi;

    @Inject
    TransferRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected TransferRows() {
        this.jdbi = null;
    }

    /**
     * The transfer that a request is about, locked: made when it is new, its next round opened when the last had ended.
     * Empty when it was cancelled while this very work waited, or its case was.
     */
    Optional<Transfer> open(SendStudy request) {
        boolean wanted = wanted(request.caseId(), request.destination());
        return jdbi.withHandle(h -> {
            if (wanted) {
                h.createUpdate("""
                            insert into transfer (case_id, study_id, archive, study_uid, site, destination, state)
                            values (:caseId, :studyId, :archive, :studyUid, :site, :destination, 'WAITING')
                            on conflict (case_id, study_id, destination) do nothing""").bindMethods(request).execute();
            }
            Optional<Long> swallowed =
                    h.createQuery("""
                            update transfer set stopping = false
                             where case_id = :caseId and study_id = :studyId and destination = :destination and stopping
                            returning id""").bindMethods(request).mapTo(Long.class).findOne();
            if (!wanted) {
                // this was its work, so nothing is left that would have to stop
                h.createUpdate("""
                            update transfer set state = 'CANCELLED', updated_at = now(), version = version + 1
                             where case_id = :caseId and study_id = :studyId and destination = :destination
                               and state in ('WAITING', 'SENDING', 'VERIFYING')""").bindMethods(request).execute();
            }
            if (swallowed.isPresent() || !wanted) {
                return Optional.empty();
            }
            h.createUpdate("""
                            update transfer set state = 'WAITING', round = round + 1, fruitless = 0, sent = 0, bytes = 0,
                                   verification = null, verified_at = null, asked_by = null, problem_code = null, problem_text = null,
                                   updated_at = now(), version = version + 1
                             where case_id = :caseId and study_id = :studyId and destination = :destination
                               and state in ('VERIFIED', 'QUARANTINED', 'CANCELLED')""").bindMethods(request).execute();
            return h.createQuery("""
                            select * from transfer
                             where case_id = :caseId and study_id = :studyId and destination = :destination for update""")
                    .bindMethods(request)
                    .map(TransferMapper::transfer)
                    .findOne();
        });
    }

    /** Whether somebody is to read the case there; its row stays as it is until the transaction's end. */
    boolean wanted(long caseId, String destination) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select state <> 'CANCELLED' and destination is not distinct from :destination
                          from reading_case where id = :case for share""")
                .bind("case", caseId)
                .bind("destination", destination)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(true));
    }

    /** A case's transfers that have not ended, locked. */
    List<Transfer> underWay(long caseId) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select * from transfer where case_id = :case and state in ('WAITING', 'SENDING', 'VERIFYING')
                         order by id limit 1000 for update""")
                .bind("case", caseId)
                .map(TransferMapper::transfer)
                .list());
    }

    /** Begins an attempt; one that a killed server left running is closed first. */
    Begun begin(Transfer transfer) {
        Problem interrupted = Problem.of(TransferMessages.MESSAGES.interrupted());
        return jdbi.withHandle(h -> {
            int left = h.createUpdate("""
                            update transfer_attempt set result = 'AMBIGUOUS', ended_at = now(),
                                   problem_code = :code, problem_text = :text
                             where transfer_id = :id and result = 'RUNNING'""")
                    .bind("id", transfer.id())
                    .bind("code", interrupted.code())
                    .bind("text", interrupted.text())
                    .execute();
            h.createUpdate("""
                            update transfer set state = 'SENDING', attempts = attempts + 1, sent = 0,
                                   updated_at = now(), version = version + 1 where id = :id""").bind("id", transfer.id()).execute();
            long attempt = h.createQuery("insert into transfer_attempt (transfer_id) values (:id) returning id")
                    .bind("id", transfer.id())
                    .mapTo(Long.class)
                    .one();
            return new Begun(attempt, left > 0);
        });
    }

    /**
     * An attempt that runs.
     *
     * @param afterInterruption whether the one before was cut off by the end of its server
     */
    record Begun(long attempt, boolean afterInterruption) {}

    /** Whether this round is told to the case now, for the first time. */
    boolean announce(Transfer transfer) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "update transfer set announced = round where id = :id and announced < round")
                        .bind("id", transfer.id())
                        .execute())
                == 1;
    }

    /**
     * What was handed over so far in the attempt.
     *
     * @return false when a person cancelled the transfer meanwhile
     */
    boolean progress(Transfer transfer, long attempt, int sent, long bytes) {
        return jdbi.withHandle(h -> {
            h.createUpdate("update transfer_attempt set instances = :sent, bytes = :bytes where id = :attempt")
                    .bind("attempt", attempt)
                    .bind("sent", sent)
                    .bind("bytes", bytes)
                    .execute();
            return h.createUpdate("""
                            update transfer set sent = :sent, bytes = :before + :bytes, updated_at = now()
                             where id = :id and state in ('SENDING', 'VERIFYING')""")
                            .bind("id", transfer.id())
                            .bind("sent", sent)
                            .bind("before", transfer.bytes())
                            .bind("bytes", bytes)
                            .execute()
                    == 1;
        });
    }

    /**
     * What the two sides hold by the last listing; more at the destination than ever before is progress.
     *
     * @return false when a person cancelled the transfer meanwhile
     */
    boolean compared(Transfer transfer, TransferState state, int instances, int there) {
        return jdbi.withHandle(h -> h.createUpdate("""
                        update transfer set state = :state, instances = :instances, there = :there,
                               fruitless = case when :there > there then 0 else fruitless end,
                               version = version + case when state <> :state then 1 else 0 end, updated_at = now()
                         where id = :id and state in ('SENDING', 'VERIFYING')""")
                        .bind("id", transfer.id())
                        .bind("state", state.name())
                        .bind("instances", instances)
                        .bind("there", there)
                        .execute())
                == 1;
    }

    /** Ends the attempt. */
    void end(long attempt, TransferAttempt.Result result, @Nullable Problem problem) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update transfer_attempt set ended_at = now(), result = :result, problem_code = :code,
                               problem_text = :text where id = :attempt and result = 'RUNNING'""")
                .bind("attempt", attempt)
                .bind("result", result.name())
                .bind("code", problem == null ? null : problem.code())
                .bind("text", problem == null ? null : problem.text())
                .execute());
    }

    /**
     * Moves a transfer that is under way.
     *
     * @param fruitless how many more attempts in a row brought nothing
     * @return the transfer as it is now; empty when a person cancelled it meanwhile
     */
    Optional<Transfer> move(Transfer transfer, TransferState to, @Nullable Problem problem, int fruitless) {
        return jdbi.withHandle(h -> h.createQuery("""
                        update transfer set state = :to, problem_code = :code, problem_text = :text,
                               fruitless = fruitless + :fruitless, updated_at = now(), version = version + 1
                         where id = :id and state in ('WAITING', 'SENDING', 'VERIFYING') returning *""")
                .bind("id", transfer.id())
                .bind("to", to.name())
                .bind("code", problem == null ? null : problem.code())
                .bind("text", problem == null ? null : problem.text())
                .bind("fruitless", fruitless)
                .map(TransferMapper::transfer)
                .findOne());
    }

    /**
     * The transfer is proved.
     *
     * @return the transfer as it is now; empty when a person cancelled it meanwhile
     */
    Optional<Transfer> verified(Transfer transfer, String verification, int instances, int there) {
        return jdbi.withHandle(h -> h.createQuery("""
                        update transfer set state = 'VERIFIED', verification = :verification, verified_at = now(),
                               fruitless = 0, instances = :instances, there = :there, problem_code = null,
                               problem_text = null, updated_at = now(), version = version + 1
                         where id = :id and state in ('WAITING', 'SENDING', 'VERIFYING') returning *""")
                .bind("id", transfer.id())
                .bind("verification", verification)
                .bind("instances", instances)
                .bind("there", there)
                .map(TransferMapper::transfer)
                .findOne());
    }

    /** The work of a cancelled transfer has ended; the next request opens a new round. */
    void stopped(Transfer transfer) {
        jdbi.useHandle(h -> h.createUpdate("update transfer set stopping = false where id = :id")
                .bind("id", transfer.id())
                .execute());
    }

    /** How the case stands among others. */
    Standing standing(long caseId) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select priority, owner_group, due_at from reading_case where id = :id")
                .bind("id", caseId)
                .map((row, context) -> new Standing(
                        "STAT".equals(row.getString("priority")),
                        java.util.Objects.requireNonNullElse(row.getString("owner_group"), ""),
                        row.getTimestamp("due_at") == null
                                ? null
                                : row.getTimestamp("due_at").toInstant()))
                .findOne()
                .orElse(Standing.ROUTINE));
    }

    /** How many objects the study is said to have, before the source itself is listed. */
    int expected(Transfer transfer) {
        return jdbi.withHandle(h -> h.createQuery("select instances from study where id = :study")
                .bind("study", transfer.studyId())
                .mapTo(Integer.class)
                .findOne()
                .orElse(transfer.instances()));
    }

    /** How many attempts in a row brought nothing. */
    int fruitless(Transfer transfer) {
        return jdbi.withHandle(h -> h.createQuery("select fruitless from transfer where id = :id")
                .bind("id", transfer.id())
                .mapTo(Integer.class)
                .one());
    }

    /** The group that owns the case, for those who follow its timeline; null when none does. */
    @Nullable
    String owner(long caseId) {
        return jdbi.withHandle(h -> h.createQuery("select owner_group from reading_case where id = :id")
                .bind("id", caseId)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
    }

    /** Who the study's patient is, for the audit trail. */
    Patient patient(long studyId) {
        return jdbi.withHandle(h -> h.createQuery("select patient_id, patient_authority from study where id = :id")
                .bind("id", studyId)
                .map((row, context) -> new Patient(row.getString(1), row.getString(2)))
                .findOne()
                .orElse(new Patient("", "")));
    }

    /** An identity on its way to the audit trail. */
    record Patient(String id, String authority) {
        /** Without the identity. */
        @Override
        public String toString() {
            return "Patient[hidden]";
        }
    }
}
