/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.patient.MergeOutcome.Merged;
import org.overread.patient.MergeOutcome.MergedBefore;
import org.overread.patient.MergeOutcome.Refused;
import org.overread.patient.PatientStatement.Part;
import org.overread.shared.PatientKey;

/**
 * The register in PostgreSQL. It works on whole lists, a statement a list, because one delivery of HL7 messages is one
 * transaction of many messages.
 */
@ApplicationScoped
class JdbiPatientRegister implements PatientRegister {
    /** Rows are always locked in this order, so that two deliveries never wait for each other in a circle. */
    private static final Comparator<PatientKey> LOCK_ORDER =
            Comparator.comparing(PatientKey::id).thenComparing(PatientKey::authority);

    private final Jdbi jdbi;
    private final Event<PatientUpdated> updated;
    private final Event<PatientsMerged> merged;
    private final Event<PatientsLinked> linked;

    @Inject
    JdbiPatientRegister(
            Jdbi jdbi, Event<PatientUpdated> updated, Event<PatientsMerged> merged, Event<PatientsLinked> linked) {
        this.jdbi = jdbi;
        this.updated = updated;
        this.merged = merged;
        this.linked = linked;
    }

    @Override
    public Map<PatientKey, Patient> find(Collection<PatientKey> keys) {
        return keys.isEmpty() ? Map.of() : jdbi.withHandle(h -> select(h, keys));
    }

    @Override
    public Map<PatientKey, Patient> record(List<PatientStatement> statements, Map<PatientKey, Patient> known) {
        if (statements.isEmpty()) {
            return Map.of();
        }
        Map<PatientKey, PatientStatement> stated = new HashMap<>();
        statements.forEach(s -> stated.merge(s.key(), s, PatientStatement::then));
        Map<PatientKey, Patient> now = new HashMap<>(known);
        now.keySet().retainAll(stated.keySet());
        return jdbi.withHandle(h -> {
            List<PatientStatement> missing = missing(stated, now);
            List<PatientStatement> changes =
                    sorted(stated).stream().filter(s -> changes(s, now)).toList();
            List<Patient> created = insert(h, missing);
            created.forEach(patient -> now.put(patient.key(), patient));
            if (created.size() < missing.size()) {
                // another transaction registered them while this one ran
                now.putAll(select(h, missing.stream().map(PatientStatement::key).toList()));
            }
            update(h, changes);
            changes.forEach(s -> now.computeIfPresent(s.key(), (key, patient) -> patient.after(s)));
            identities(h, stated, now);
            created.forEach(patient -> fire(patient, stated, true));
            changes.forEach(s -> fire(Objects.requireNonNull(now.get(s.key())), stated, false));
            return now;
        });
    }

    @Override
    public List<MergeOutcome> merge(List<PatientMerge> merges) {
        return jdbi.withHandle(h -> {
            List<MergeOutcome> planned = MergePlan.of(merges, locked(h, merges));
            if (planned.stream().anyMatch(Refused.class::isInstance)) {
                return planned;
            }
            List<MergeOutcome> done = new ArrayList<>();
            for (int i = 0; i < planned.size(); i++) {
                PatientMerge merge = merges.get(i);
                done.add(planned.get(i) instanceof Merged ? carryOut(h, merge) : before(h, merge));
            }
            return done;
        });
    }

    @Override
    public boolean link(PatientStatement one, PatientStatement other, boolean link) {
        return jdbi.withHandle(h -> {
            Map<PatientKey, Patient> now = record(List.of(one, other));
            Patient first = Objects.requireNonNull(now.get(one.key()));
            Patient second = Objects.requireNonNull(now.get(other.key()));
            String statement = link
                    ? "insert into patient_link (one, other, message_id) values (:one, :other, :message) on conflict do nothing"
                    : "delete from patient_link where one = :one and other = :other and :message >= 0";
            boolean news = h.createUpdate(statement)
                            .bind("one", Math.min(first.id(), second.id()))
                            .bind("other", Math.max(first.id(), second.id()))
                            .bind("message", one.origin().messageId())
                            .execute()
                    == 1;
            if (news) {
                linked.fire(new PatientsLinked(first.id(), one.key(), second.id(), other.key(), link, one.origin()));
            }
            return news;
        });
    }

    private static MergeOutcome before(Handle h, PatientMerge merge) {
        Patient prior = Objects.requireNonNull(select(h, List.of(merge.prior())).get(merge.prior()));
        return new MergedBefore(prior.currentId(), prior.id());
    }

    private MergeOutcome carryOut(Handle h, PatientMerge merge) {
        PatientStatement surviving = merge.surviving();
        // a prior identity that was never heard of is registered and merged at once: images may still come under it
        Map<PatientKey, Patient> now = record(List.of(
                surviving,
                new PatientStatement(merge.prior(), "", null, "", java.time.Instant.EPOCH, surviving.origin())));
        Patient into = Objects.requireNonNull(now.get(surviving.key()));
        Patient prior = Objects.requireNonNull(now.get(merge.prior()));
        h.createUpdate("""
                        with moved as (
                            update imaging_order set patient = :into, updated_at = now(), version = version + 1
                             where patient = :prior returning id),
                        followed as (
                            update patient set merged_into = :into, updated_at = now(), version = version + 1
                             where merged_into = :prior returning id),
                        gone as (
                            update patient set merged_into = :into, updated_at = now(), version = version + 1
                             where id = :prior)
                        insert into patient_merge (prior, survivor, orders, followers, message_id)
                        values (:prior, :into, array(select id from moved), array(select id from followed), :message)""")
                .bind("into", into.currentId())
                .bind("prior", prior.id())
                .bind("message", surviving.origin().messageId())
                .execute();
        merged.fire(new PatientsMerged(into.currentId(), into.current(), prior.id(), prior.key(), surviving.origin()));
        return new Merged(into.currentId(), prior.id());
    }

    /** Locks both rows before it looks, so that of two merges the other way round the second sees the first. */
    private static Map<PatientKey, Patient> locked(Handle h, List<PatientMerge> merges) {
        List<PatientKey> keys = merges.stream()
                .flatMap(m -> Stream.of(m.surviving().key(), m.prior()))
                .distinct()
                .sorted(LOCK_ORDER)
                .toList();
        h.createQuery("""
                        select count(pg_advisory_xact_lock(hashtextextended('patient ' || k, 0)))
                          from unnest(:keys) k""")
                .bindArray(
                        "keys",
                        String.class,
                        keys.stream().map(k -> k.id() + '\n' + k.authority()).toList())
                .mapTo(Long.class)
                .one();
        h.createQuery("""
                        select p.id from unnest(:ids, :authorities) k (id, authority)
                          join patient p on p.patient_id = k.id and p.authority = k.authority
                         order by p.id for update of p""")
                .bindArray(
                        "ids", String.class, keys.stream().map(PatientKey::id).toList())
                .bindArray(
                        "authorities",
                        String.class,
                        keys.stream().map(PatientKey::authority).toList())
                .mapTo(Long.class)
                .list();
        return select(h, keys);
    }

    private static boolean changes(PatientStatement statement, Map<PatientKey, Patient> known) {
        Patient patient = known.get(statement.key());
        return patient != null && !patient.merged() && statement.changes(patient);
    }

    private void fire(Patient patient, Map<PatientKey, PatientStatement> stated, boolean created) {
        PatientStatement statement = Objects.requireNonNull(stated.get(patient.key()));
        updated.fire(new PatientUpdated(patient.id(), patient.key(), created, statement.origin()));
    }

    private static List<PatientStatement> missing(
            Map<PatientKey, PatientStatement> stated, Map<PatientKey, Patient> known) {
        return sorted(stated).stream().filter(s -> !known.containsKey(s.key())).toList();
    }

    private static List<PatientStatement> sorted(Map<PatientKey, PatientStatement> stated) {
        return stated.values().stream()
                .sorted(Comparator.comparing(PatientStatement::key, LOCK_ORDER))
                .toList();
    }

    /** Those that this transaction registered; one that is there by now is not among them. */
    private static List<Patient> insert(Handle h, List<PatientStatement> statements) {
        if (statements.isEmpty()) {
            return List.of();
        }
        Map<PatientKey, PatientStatement> byKey = new HashMap<>();
        var batch = h.prepareBatch("""
                insert into patient (patient_id, authority, name, birth_date, sex, stated_at)
                values (:id, :authority, :name, :birthDate, :sex, :at)
                on conflict (patient_id, authority) do nothing""");
        statements.forEach(s -> {
            byKey.put(s.key(), s);
            bind(batch, s);
        });
        return batch.executePreparedBatch("id", "patient_id", "authority")
                .map((row, context) -> Patient.registered(
                        row.getLong("id"),
                        Objects.requireNonNull(
                                byKey.get(new PatientKey(row.getString("patient_id"), row.getString("authority"))))))
                .list();
    }

    private static void update(Handle h, List<PatientStatement> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var batch = h.prepareBatch("""
                update patient set name = case when :name = '' and not :noName then name else :name end,
                       birth_date = case when :noBirthDate then :birthDate else coalesce(:birthDate, birth_date) end,
                       sex = case when :sex = '' and not :noSex then sex else :sex end,
                       stated_at = :at, updated_at = now(), version = version + 1
                 where patient_id = :id and authority = :authority and stated_at <= :at""");
        changes.forEach(s -> bind(
                batch.bind("noName", s.deletes(Part.NAME))
                        .bind("noBirthDate", s.deletes(Part.BIRTH_DATE))
                        .bind("noSex", s.deletes(Part.SEX)),
                s));
        batch.execute();
    }

    /** What PID-3 says beside the identity that a patient is kept under. */
    private static void identities(
            Handle h, Map<PatientKey, PatientStatement> stated, Map<PatientKey, Patient> patients) {
        var batch = h.prepareBatch("""
                insert into patient_identifier (patient, value, authority, kind, stated_at)
                values (:patient, :value, :authority, :kind, :at) on conflict do nothing""");
        sorted(stated)
                .forEach(s -> s.others()
                        .forEach(other -> batch.bind(
                                        "patient",
                                        Objects.requireNonNull(patients.get(s.key()))
                                                .id())
                                .bind("value", other.key().id())
                                .bind("authority", other.key().authority())
                                .bind("kind", other.kind())
                                .bindByType(
                                        "at", s.at().atOffset(java.time.ZoneOffset.UTC), java.time.OffsetDateTime.class)
                                .add()));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static void bind(org.jdbi.v3.core.statement.PreparedBatch batch, PatientStatement s) {
        batch.bind("id", s.key().id())
                .bind("authority", s.key().authority())
                .bind("name", s.name())
                .bindByType("birthDate", s.birthDate(), java.time.LocalDate.class)
                .bind("sex", s.sex())
                .bindByType("at", s.at().atOffset(java.time.ZoneOffset.UTC), java.time.OffsetDateTime.class)
                .add();
    }

    private static Map<PatientKey, Patient> select(Handle h, Collection<PatientKey> keys) {
        Map<PatientKey, Patient> found = new LinkedHashMap<>();
        h.createQuery("select " + PatientRow.COLUMNS + """
                          from unnest(:ids, :authorities) k (id, authority)
                          join patient p on p.patient_id = k.id and p.authority = k.authority
                          left join patient s on s.id = p.merged_into""")
                .bindArray(
                        "ids", String.class, keys.stream().map(PatientKey::id).toList())
                .bindArray(
                        "authorities",
                        String.class,
                        keys.stream().map(PatientKey::authority).toList())
                .map(PatientRow::patient)
                .forEach(patient -> found.put(patient.key(), patient));
        return found;
    }
}
