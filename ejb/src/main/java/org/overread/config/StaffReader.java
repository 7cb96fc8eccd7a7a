/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/** Reads who reads, by which contracts, and where a case goes while it stays unread. */
final class StaffReader {
    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_MODALITY = 16;

    private final List<Group> groups;

    /** @param groups as read so far: a reader's zone is that of the first group, unless it is given */
    StaffReader(List<Group> groups) {
        this.groups = groups;
    }

    Reader reader(Section s) {
        String name = s.requiredValue("name", "", Form.PERSON);
        List<String> of = s.values("groups", Form.word(LONGEST_WORD));
        if (of.isEmpty()) {
            s.wrong("groups", ConfigMessages.MESSAGES.readerOfNoGroup());
        }
        return new Reader(
                name,
                new LinkedHashSet<>(of),
                s.zone("timezone", zoneOf(of)),
                s.sections("licences", StaffReader::licence),
                words(s, "privileges"),
                words(s, "specialties"),
                modalities(s),
                new LinkedHashSet<>(s.values("languages", Form.LANGUAGE)),
                s.value("rvuPerShift", BigDecimal.ZERO, Form.decimal(0, 100_000))
                        .doubleValue(),
                (int) s.number("parallel", 0, 0, 1_000),
                new LinkedHashSet<>(s.values("supervisors", Form.PERSON)),
                s.value("ratePerRvu", BigDecimal.ZERO, Form.decimal(0, 1_000_000))
                        .doubleValue(),
                new LinkedHashSet<>(s.values("conflicts", Form.word(250))),
                words(s, "conflictSites"),
                s.value("person", "", Form.word(250)));
    }

    private ZoneId zoneOf(List<String> names) {
        return groups.stream()
                .filter(group -> !names.isEmpty() && group.name().equals(names.get(0)))
                .findFirst()
                .map(Group::timezone)
                .orElse(ZoneId.of("UTC"));
    }

    private static Reader.Licence licence(Section s) {
        String jurisdiction = s.requiredValue("jurisdiction", "", Form.word(16));
        LocalDate from = s.value("from", Form.DAY);
        return new Reader.Licence(jurisdiction, from, until(s, from));
    }

    private static @Nullable LocalDate until(Section s, @Nullable LocalDate from) {
        LocalDate until = s.value("until", Form.DAY);
        if (from != null && until != null && until.isBefore(from)) {
            s.wrong("until", ConfigMessages.MESSAGES.endsBeforeItBegins());
        }
        return until;
    }

    private static Set<String> words(Section s, String key) {
        return new LinkedHashSet<>(s.values(key, Form.word(LONGEST_WORD)));
    }

    private static Set<String> modalities(Section s) {
        return new LinkedHashSet<>(s.values("modalities", Form.code(LONGEST_MODALITY)));
    }

    static Contract contract(Section s) {
        String name = s.name();
        LocalDate from = s.value("from", Form.DAY);
        return new Contract(
                name,
                s.required("site"),
                s.required("group"),
                modalities(s),
                s.sections("hours", StaffReader::hours),
                s.value("price", BigDecimal.ZERO, Form.decimal(0, 1_000_000)),
                s.value("currency", "EUR", Form.CURRENCY),
                s.durations("clocks", Priority.class, Duration.ofMinutes(1), Duration.ofDays(30)),
                from,
                until(s, from),
                holidays(s),
                businessHours(s),
                Objects.requireNonNullElse(s.oneOf("clockUntil", ClockTerms.Until.class), ClockTerms.Until.FINAL),
                Objects.requireNonNullElse(s.oneOf("clockFrom", ClockTerms.Start.class), ClockTerms.Start.COMPLETE));
    }

    static Set<LocalDate> holidays(Section s) {
        return new LinkedHashSet<>(s.values("holidays", Form.DAY));
    }

    /** Null when the section has none. */
    static @Nullable BusinessHours businessHours(Section s) {
        return s.has("businessHours") ? s.section("businessHours", StaffReader::business) : null;
    }

    private static BusinessHours business(Section s) {
        List<Contract.Hours> hours = s.sections("hours", StaffReader::hours);
        if (hours.isEmpty()) {
            s.wrong("hours", ConfigMessages.MESSAGES.noBusinessHours());
        }
        List<Priority> priorities = s.values("priorities", Form.oneOf(Priority.class));
        return new BusinessHours(hours, priorities.isEmpty() ? BusinessHours.CAN_WAIT : new HashSet<>(priorities));
    }

    static Contract.Hours hours(Section s) {
        return new Contract.Hours(
                new HashSet<>(s.values("days", Form.WEEKDAY)),
                s.requiredValue("from", LocalTime.MIDNIGHT, Form.TIME),
                s.requiredValue("until", LocalTime.MIDNIGHT, Form.TIME));
    }

    static Ladder ladder(Section s) {
        return new Ladder(s.name(), s.sections("steps", StaffReader::step));
    }

    private static Ladder.Step step(Section s) {
        // at least a hundredth: a step at 0 would be taken before anybody could read
        BigDecimal at = s.requiredValue("at", BigDecimal.ONE, Form.decimal(0, 1));
        String group = s.has("group") ? s.text("group", "") : null;
        Group.Tier tier = s.oneOf("tier", Group.Tier.class);
        boolean tell = s.flag("tell", false);
        if (at.signum() == 0) {
            s.wrong("at", ConfigMessages.MESSAGES.stepsNotAscending());
        }
        if (group != null && tier != null) {
            s.wrong("tier", ConfigMessages.MESSAGES.stepLeadsTwoWays());
        } else if (group == null && tier == null && !tell) {
            s.wrong("tell", ConfigMessages.MESSAGES.stepDoesNothing());
        }
        return new Ladder.Step(at.doubleValue(), group, tier, tell);
    }

    /** What a rule asks of a reader. */
    static Rule.Needs needs(Section then) {
        BigDecimal rvu = then.value("rvu", Form.decimal(0, 1_000));
        return new Rule.Needs(
                then.value("reader", Form.PERSON),
                words(then, "specialties"),
                then.value("language", Form.LANGUAGE),
                rvu == null ? null : rvu.doubleValue());
    }

    static Roster roster(Section s) {
        return new Roster(
                s.name(),
                s.sections("shifts", StaffReader::shift),
                s.sections("swaps", StaffReader::swap),
                holidays(s));
    }

    private static Roster.Shift shift(Section s) {
        Roster.Shift shift = new Roster.Shift(
                s.requiredValue("reader", "", Form.PERSON),
                s.requiredValue("start", LocalDate.of(2026, 1, 1).atStartOfDay(), Form.MOMENT),
                s.requiredValue(
                        "duration", Duration.ofHours(24), Form.duration(Duration.ofMinutes(1), Duration.ofHours(24))),
                s.value("rule", Form.RECURRENCE),
                Objects.requireNonNullElse(s.oneOf("kind", Roster.Kind.class), Roster.Kind.DUTY),
                new LinkedHashSet<>(s.values("except", Form.DAY)),
                s.sections("breaks", StaffReader::pause),
                s.flag("onHolidays", false));
        if (!shift.breaks().stream().allMatch(each -> Worked.holds(shift, each))) {
            s.wrong("breaks", ConfigMessages.MESSAGES.breakOutside());
        }
        return shift;
    }

    private static Roster.Break pause(Section s) {
        return new Roster.Break(
                s.requiredValue("at", LocalTime.MIDNIGHT, Form.TIME),
                s.requiredValue(
                        "duration", Duration.ofMinutes(1), Form.duration(Duration.ofMinutes(1), Duration.ofHours(12))));
    }

    private static Roster.Swap swap(Section s) {
        return new Roster.Swap(
                s.requiredValue("day", LocalDate.of(2026, 1, 1), Form.DAY),
                s.requiredValue("from", "", Form.PERSON),
                s.requiredValue("to", "", Form.PERSON));
    }
}
