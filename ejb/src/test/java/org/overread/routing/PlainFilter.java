/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.Reader;
import org.overread.routing.Choice.Reason;

/** {@link Sieve} once more, one reader after the other: what the fast one is compared with. */
final class PlainFilter {
    private static final Answer YES = new Answer(null, "", false);
    private static final Answer ON_CALL = new Answer(null, "", true);

    private final ChoiceFacts facts;
    private final Configuration configuration;
    private final @Nullable Duties duties;
    private final Instant now;
    private final Instant readBy;
    private @Nullable Instant nextDuty;

    PlainFilter(ChoiceFacts facts, Configuration configuration, @Nullable Duties duties, Instant now) {
        this.facts = facts;
        this.configuration = configuration;
        this.duties = duties;
        this.now = now;
        this.readBy = facts.dueAt().isAfter(now) ? facts.dueAt() : now;
    }

    /** One that knows no hours and no loads. */
    static PlainFilter lasting(ChoiceFacts facts, Configuration configuration, Instant now) {
        return new PlainFilter(facts, configuration, null, now);
    }

    /** @param reason null = may have it @param onCall if nobody on duty can */
    record Answer(@Nullable Reason reason, String detail, boolean onCall) {
        static Answer no(Reason reason, String detail) {
            return new Answer(reason, detail, false);
        }

        static Answer no(Reason reason) {
            return no(reason, "");
        }
    }

    /** Looks at another group: who comes on duty next is asked of it alone. */
    void begin() {
        nextDuty = null;
    }

    /** When the first of those comes on duty who were left out for nothing but the hour; null = nobody known. */
    @Nullable
    Instant nextDuty() {
        return nextDuty;
    }

    /** What holds at every hour. */
    Answer askLasting(Reader reader) {
        if (!reader.privileges().isEmpty() && !reader.privileges().contains(facts.site())) {
            return Answer.no(Reason.PRIVILEGE);
        }
        if (!reader.modalities().isEmpty() && !reader.modalities().contains(facts.modality())) {
            return Answer.no(Reason.MODALITY, facts.modality());
        }
        if (!reader.specialties().containsAll(facts.needs().specialties())) {
            return Answer.no(Reason.SPECIALTY);
        }
        String language = facts.needs().language();
        if (language != null && !reader.languages().contains(language)) {
            return Answer.no(Reason.LANGUAGE, language);
        }
        Answer licence = licence(reader);
        if (licence.reason() != null) {
            return licence;
        }
        if (!facts.referrer().isEmpty() && reader.conflicts().contains(facts.referrer())) {
            return Answer.no(Reason.CONFLICT);
        }
        if (reader.conflictSites().contains(facts.site())) {
            return Answer.no(Reason.CONFLICT_SITE);
        }
        return facts.own().contains(reader.name()) || reader.is(facts.referrer()) ? Answer.no(Reason.OWN_CASE) : YES;
    }

    private Answer licence(Reader reader) {
        if (facts.jurisdiction().isEmpty()) {
            return YES;
        }
        LocalDate today = now.atZone(reader.timezone()).toLocalDate();
        LocalDate last = readBy.atZone(reader.timezone()).toLocalDate();
        boolean any = false;
        for (Reader.Licence licence : reader.licences()) {
            if (licence.jurisdiction().equals(facts.jurisdiction())) {
                any = true;
                if (licence.holdsOn(today) && licence.holdsOn(last)) {
                    return YES;
                }
            }
        }
        return any
                ? Answer.no(Reason.LICENCE_EXPIRED, today + " to " + last)
                : Answer.no(Reason.LICENCE, facts.jurisdiction());
    }

    Answer ask(Reader reader, ReaderLoad load) {
        Answer lasting = askLasting(reader);
        if (lasting.reason() != null) {
            return lasting;
        }
        if (facts.declinedBy().contains(reader.name())) {
            return Answer.no(Reason.DECLINED);
        }
        Duties known = Objects.requireNonNull(duties);
        Duties.State state = known.at(reader.name(), now).state();
        if (state == Duties.State.OFF || state == Duties.State.ON_BREAK) {
            known.next(reader.name(), now).ifPresent(this::sooner);
            return Answer.no(state == Duties.State.OFF ? Reason.OFF_DUTY : Reason.ON_BREAK);
        }
        if (!reader.supervisors().isEmpty() && !supervised(reader, known)) {
            return Answer.no(Reason.SUPERVISOR);
        }
        if (reader.parallel() > 0 && load.open() >= reader.parallel()) {
            return Answer.no(Reason.PARALLEL, Integer.toString(reader.parallel()));
        }
        if (reader.rvuPerShift() > 0 && load.shiftRvu() + load.openRvu() + facts.rvu() > reader.rvuPerShift()) {
            return Answer.no(Reason.CAPACITY, Double.toString(reader.rvuPerShift()));
        }
        return state == Duties.State.ON_CALL ? ON_CALL : YES;
    }

    private boolean supervised(Reader reader, Duties known) {
        for (String supervisor : reader.supervisors()) {
            if (configuration.reader(supervisor).isPresent()
                    && known.at(supervisor, now).state() == Duties.State.ON_DUTY) {
                return true;
            }
        }
        return false;
    }

    private void sooner(Instant duty) {
        if (nextDuty == null || duty.isBefore(nextDuty)) {
            nextDuty = duty;
        }
    }
}
