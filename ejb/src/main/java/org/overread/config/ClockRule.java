/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * The clock that a case is owed: how long, and when it runs. The time is the rule's, else what the group owes by the
 * contract that covers the case, else the site's, else the usual; hours and holidays are the contract's, else the site's.
 *
 * @param time to read
 * @param terms in which hours it passes, and until when
 */
public record ClockRule(Duration time, ClockTerms terms) {
    /**
     * @param group who has the case, or is asked first; null = nobody yet
     * @param patientClass PV1-2
     * @param ruled the time that a rule gave; null = none did
     * @param now when contracts are looked at
     */
    public static ClockRule of(
            Configuration configuration,
            String site,
            @Nullable String group,
            String modality,
            Priority priority,
            String patientClass,
            @Nullable Duration ruled,
            Instant now) {
        Optional<Contract> contract = covering(configuration, site, group, modality, now);
        Optional<Site> of = configuration.site(site);
        Duration time = Optional.ofNullable(ruled)
                .or(() -> contract.map(c -> c.clocks().get(priority)))
                .or(() -> of.map(s -> s.clocks().get(priority)))
                .orElseGet(() -> Clocks.standard(priority, patientClass));
        ClockTerms.Until until = contract.map(Contract::clockUntil).orElse(ClockTerms.Until.FINAL);
        ClockTerms.Start starts = contract.map(Contract::clockFrom).orElse(ClockTerms.Start.COMPLETE);
        Optional<BusinessHours> hours = contract.map(Contract::businessHours)
                .or(() -> of.map(Site::businessHours))
                .filter(h -> h.priorities().contains(priority) && !h.hours().isEmpty());
        if (hours.isEmpty()) {
            return new ClockRule(
                    time,
                    new ClockTerms(
                            ClockTerms.ALWAYS.zone(),
                            ClockTerms.ALWAYS.hours(),
                            ClockTerms.ALWAYS.holidays(),
                            until,
                            starts));
        }
        Set<LocalDate> holidays = new HashSet<>();
        of.ifPresent(s -> holidays.addAll(s.holidays()));
        contract.ifPresent(c -> holidays.addAll(c.holidays()));
        return new ClockRule(
                time, new ClockTerms(configuration.zoneOf(site), hours.get().hours(), holidays, until, starts));
    }

    private static Optional<Contract> covering(
            Configuration configuration, String site, @Nullable String group, String modality, Instant now) {
        if (group == null || configuration.contracts().isEmpty()) {
            return Optional.empty();
        }
        LocalDateTime at = now.atZone(configuration.zoneOf(site)).toLocalDateTime();
        return configuration.contracts().stream()
                .filter(c -> c.site().equals(site) && c.group().equals(group) && c.covers(modality, at))
                .findFirst();
    }
}
