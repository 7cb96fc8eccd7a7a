/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.overread.access.Scope;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Duties;
import org.overread.config.DutyRoster;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.Choice;
import org.overread.routing.ChoiceFacts;
import org.overread.routing.ReaderChoice;
import org.overread.routing.ReaderLoad;
import org.overread.routing.Rvu;
import org.overread.shared.Priority;
import org.overread.study.Facts;
import org.overread.study.Studies;
import org.overread.study.Study;

/** Gathers what the choice of a reader asks about a case, as it is now, and has it made. */
@ApplicationScoped
class Chooser {
    private final OfferRows offers;
    private final ReaderLoads loads;
    private final ReaderChoice choice;
    private final ConfigurationStore configuration;
    private final DutyRoster rosters;
    private final Facts facts;
    private final Studies studies;
    private final Clock clock;

    @Inject
    Chooser(
            OfferRows offers,
            ReaderLoads loads,
            ReaderChoice choice,
            ConfigurationStore configuration,
            DutyRoster rosters,
            Facts facts,
            Studies studies,
            Clock clock) {
        this.offers = offers;
        this.loads = loads;
        this.choice = choice;
        this.configuration = configuration;
        this.rosters = rosters;
        this.facts = facts;
        this.studies = studies;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected Chooser() {
        this.offers = null;
        this.loads = null;
        this.choice = null;
        this.configuration = null;
        this.rosters = null;
        this.facts = null;
        this.studies = null;
        this.clock = null;
    }

    /**
     * What a case is asked by.
     *
     * @param found the case
     * @param facts of its study and order
     * @param priority as decided
     * @param dueAt when its clock is breached
     * @param needs what the rule asks of a reader
     * @param groups candidates, in order
     */
    record Asked(
            ReadingCase found,
            CaseFacts facts,
            Priority priority,
            Instant dueAt,
            Rule.Needs needs,
            List<String> groups) {}

    /** The facts of a study's case, with who read its patient last. */
    CaseFacts history(CaseFacts known, long studyId) {
        CaseFacts.HistoryFacts history = known.history();
        return history == null ? known : known.withHistory(history.readBy(offers.earlierReader(studyId)));
    }

    /** Chooses by the configuration that the caller decides by. */
    Choice choose(Asked asked, Configuration current) {
        Instant now = clock.instant();
        Duties duties = rosters.current(current, now);
        List<String> readers = asked.groups().stream()
                .flatMap(group -> current.readersOf(group).stream())
                .map(Reader::name)
                .distinct()
                .toList();
        ChoiceFacts about = about(asked, current);
        if (readers.isEmpty()) {
            return choice.choose(about, current, duties, Map.of(), now);
        }
        return choice.choose(about, current, duties, loads(asked.groups(), readers, current, duties, now), now);
    }

    /** What lies open to a group is shared among those of it who are on duty. */
    private Map<String, ReaderLoad> loads(
            List<String> groups, List<String> readers, Configuration current, Duties duties, Instant now) {
        Map<String, ReaderLoad> all = new HashMap<>(loads.of(readers, duties, now));
        loads.open(groups).forEach((group, rvu) -> {
            List<String> here = current.readersOf(group).stream()
                    .map(Reader::name)
                    .filter(reader -> duties.at(reader, now).state() == Duties.State.ON_DUTY)
                    .toList();
            here.forEach(reader -> all.computeIfPresent(reader, (name, load) -> load.and(rvu / here.size())));
        });
        return all;
    }

    private ChoiceFacts about(Asked asked, Configuration current) {
        ReadingCase found = asked.found();
        String modality = asked.facts().modality();
        CaseFacts.OrderFacts order = asked.facts().order();
        Long study = found.studyId();
        return new ChoiceFacts(
                found.id(),
                found.site(),
                current.site(found.site()).map(Site::jurisdiction).orElse(""),
                modality,
                asked.priority(),
                asked.needs(),
                Rvu.of(modality, asked.needs()),
                transferMinutes(asked.groups(), current),
                asked.dueAt(),
                order == null ? "" : order.referringPhysician(),
                offers.declined(found.id()),
                study == null ? null : offers.earlierReader(study),
                asked.groups(),
                study == null ? Set.of() : patients(study, asked.groups(), current));
    }

    /** The readers of these groups who are the study's patient, by name. */
    private Set<String> patients(long study, List<String> groups, Configuration current) {
        List<Reader> known = groups.stream()
                .flatMap(group -> current.readersOf(group).stream())
                .filter(reader -> !reader.person().isEmpty())
                .toList();
        if (known.isEmpty()) {
            return Set.of();
        }
        String patient =
                studies.load(Scope.system(), study).map(Study::patientName).orElse("");
        return known.stream()
                .filter(reader -> reader.is(patient))
                .map(Reader::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private double transferMinutes(List<String> groups, Configuration current) {
        return groups.stream()
                .findFirst()
                .flatMap(current::group)
                .filter(group -> group.destination() != null)
                .map(group -> offers.transferMinutes(group.name()))
                .orElse(0.0);
    }

    /** Chooses again for a case that has been offered before. */
    Choice again(ReadingCase found, Offer offer, List<String> groups, Configuration current) {
        return choose(asked(found, offer, groups), current);
    }

    Asked asked(ReadingCase found, Offer offer, List<String> groups) {
        Study study = studies.load(Scope.system(), Objects.requireNonNull(found.studyId()))
                .orElseThrow();
        return new Asked(
                found,
                facts.of(found.site(), study, found.orderId(), found.priority()),
                found.priority(),
                Objects.requireNonNullElseGet(found.dueAt(), clock::instant),
                offer.needs(),
                groups);
    }

    /** Why a reader may not read the case, whatever the hour; empty = may, or nobody of that name is configured. */
    Optional<Choice.Excluded> obstacle(ReadingCase found, Offer offer, String reader) {
        Configuration current = configuration.current();
        if (current.reader(reader).isEmpty()) {
            return Optional.empty();
        }
        ChoiceFacts about = about(asked(found, offer, List.of(offer.group())), current);
        return choice.obstacle(about, current, reader, clock.instant());
    }
}
