/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks readers, contracts and ladders against one another and the rest of a document. */
final class StaffReferences {
    private final Configuration configuration;
    private final Findings findings;
    private final Map<String, Reader> readers = new LinkedHashMap<>();
    private final Set<String> groups = new HashSet<>();
    private final Set<String> sites = new HashSet<>();
    private final Set<String> staffed = new HashSet<>();

    StaffReferences(Configuration configuration, Findings findings) {
        this.configuration = configuration;
        this.findings = findings;
        configuration.readers().forEach(reader -> {
            readers.putIfAbsent(reader.name(), reader);
            staffed.addAll(reader.groups());
        });
        configuration.groups().forEach(group -> groups.add(group.name()));
        configuration.sites().forEach(site -> sites.add(site.name()));
    }

    void check() {
        for (int i = 0; i < configuration.readers().size(); i++) {
            reader("readers[" + i + "]", configuration.readers().get(i));
        }
        circles();
        for (int i = 0; i < configuration.groups().size(); i++) {
            Group group = configuration.groups().get(i);
            if (group.assignment() == Group.Assignment.PUSH && !staffed.contains(group.name())) {
                findings.add("groups[" + i + "].assignment", ConfigMessages.MESSAGES.pushToNobody(group.name()));
            }
        }
        for (int i = 0; i < configuration.sites().size(); i++) {
            site("sites[" + i + "].jurisdiction", configuration.sites().get(i));
        }
        for (int i = 0; i < configuration.contracts().size(); i++) {
            contract(i, configuration.contracts().get(i));
        }
        for (int i = 0; i < configuration.ladders().size(); i++) {
            ladder("ladders[" + i + "]", configuration.ladders().get(i));
        }
        for (int i = 0; i < configuration.rosters().size(); i++) {
            roster("rosters[" + i + "]", configuration.rosters().get(i));
        }
        for (int i = 0; i < configuration.rules().size(); i++) {
            rule("rules[" + i + "].then", configuration.rules().get(i).then());
        }
    }

    private void known(String path, String kind, Set<String> names, String name) {
        if (!name.isEmpty() && !names.contains(name)) {
            findings.add(path, ConfigMessages.MESSAGES.noSuch(kind, Findings.shown(name)));
        }
    }

    private void reader(String path, Reader reader) {
        reader.groups().forEach(group -> known(path + ".groups", "group", groups, group));
        reader.privileges().forEach(site -> known(path + ".privileges", "site", sites, site));
        reader.conflictSites().forEach(site -> known(path + ".conflictSites", "site", sites, site));
        for (String supervisor : reader.supervisors()) {
            known(path + ".supervisors", "reader", readers.keySet(), supervisor);
        }
    }

    /** Names each circle of supervisors once, at the first of its readers. */
    private void circles() {
        Set<String> done = new HashSet<>();
        for (int i = 0; i < configuration.readers().size(); i++) {
            String name = configuration.readers().get(i).name();
            List<String> circle = circle(name, name, new HashSet<>());
            if (!circle.isEmpty() && done.addAll(circle)) {
                findings.add(
                        "readers[" + i + "].supervisors",
                        ConfigMessages.MESSAGES.supervisedInACircle(
                                circle.stream().limit(10).map(Findings::shown).collect(Collectors.joining(", "))));
            }
        }
    }

    /** The readers from one up through supervisors to the other; empty when no way leads there. */
    private List<String> circle(String from, String to, Set<String> seen) {
        List<Step> open = new ArrayList<>(List.of(new Step(from, List.of(from))));
        while (!open.isEmpty()) {
            Step step = open.remove(open.size() - 1);
            Reader reader = readers.get(step.reader);
            for (String supervisor : reader == null ? Set.<String>of() : reader.supervisors()) {
                if (supervisor.equals(to)) {
                    return step.way;
                }
                if (seen.add(supervisor)) {
                    List<String> way = new ArrayList<>(step.way);
                    way.add(supervisor);
                    open.add(new Step(supervisor, way));
                }
            }
        }
        return List.of();
    }

    private record Step(String reader, List<String> way) {}

    private void site(String path, Site site) {
        if (!site.jurisdiction().isEmpty()) {
            return;
        }
        configuration.groups().stream()
                .filter(group -> staffed.contains(group.name()) && group.readsFor(site.name()))
                .findFirst()
                .ifPresent(group -> findings.add(path, ConfigMessages.MESSAGES.noJurisdiction(group.name())));
    }

    private void contract(int index, Contract contract) {
        String path = "contracts[" + index + "]";
        known(path + ".site", "site", sites, contract.site());
        known(path + ".group", "group", groups, contract.group());
        for (Contract other : configuration.contracts().subList(0, index)) {
            if (!other.currency().equals(contract.currency())) {
                findings.add(path + ".currency", ConfigMessages.MESSAGES.otherCurrency(other.name()));
                break;
            }
        }
        for (Contract other : configuration.contracts().subList(0, index)) {
            if (same(contract, other)) {
                findings.add(path, ConfigMessages.MESSAGES.sameContract(other.name()));
                break;
            }
        }
    }

    /** Whether both cover the very same modalities at one moment: then price and clock would hang on their order. */
    private static boolean same(Contract one, Contract other) {
        boolean days =
                (one.until() == null || other.from() == null || !one.until().isBefore(other.from()))
                        && (other.until() == null
                                || one.from() == null
                                || !other.until().isBefore(one.from()));
        return days
                && one.site().equals(other.site())
                && one.group().equals(other.group())
                && one.modalities().equals(other.modalities())
                && meet(one.hours(), other.hours());
    }

    /** Two sets of hours meet if a span of one begins within the other. */
    private static boolean meet(List<Contract.Hours> ones, List<Contract.Hours> others) {
        return ones.isEmpty() || others.isEmpty() || beginWithin(ones, others) || beginWithin(others, ones);
    }

    private static boolean beginWithin(List<Contract.Hours> ones, List<Contract.Hours> others) {
        return ones.stream()
                .anyMatch(one -> Arrays.stream(DayOfWeek.values())
                        .filter(day -> one.days().isEmpty() || one.days().contains(day))
                        .anyMatch(day -> others.stream().anyMatch(other -> other.hold(day, one.from()))));
    }

    private void ladder(String path, Ladder ladder) {
        if (ladder.name().equals(Ladder.STANDARD.name())) {
            findings.add(path + ".name", ConfigMessages.MESSAGES.repeatedName(ladder.name()));
        }
        if (ladder.steps().isEmpty()) {
            findings.add(path + ".steps", ConfigMessages.MESSAGES.ladderWithoutSteps());
        }
        for (int i = 0; i < ladder.steps().size(); i++) {
            Ladder.Step step = ladder.steps().get(i);
            String at = path + ".steps[" + i + "]";
            if (step.group() != null) {
                known(at + ".group", "group", groups, step.group());
            }
            if (i > 0 && step.at() <= ladder.steps().get(i - 1).at()) {
                findings.add(at + ".at", ConfigMessages.MESSAGES.stepsNotAscending());
            }
        }
    }

    private void roster(String path, Roster roster) {
        for (int i = 0; i < roster.shifts().size(); i++) {
            String at = path + ".shifts[" + i + "].reader";
            known(at, "reader", readers.keySet(), roster.shifts().get(i).reader());
        }
        Set<Object> swapped = new HashSet<>();
        for (int i = 0; i < roster.swaps().size(); i++) {
            Roster.Swap swap = roster.swaps().get(i);
            String at = path + ".swaps[" + i + "]";
            known(at + ".from", "reader", readers.keySet(), swap.from());
            known(at + ".to", "reader", readers.keySet(), swap.to());
            if (!swap.from().isEmpty() && swap.from().equals(swap.to())) {
                findings.add(at + ".to", ConfigMessages.MESSAGES.swappedWithOneself(swap.to()));
            }
            if (!swap.from().isEmpty() && !swapped.add(Map.entry(swap.day(), swap.from()))) {
                findings.add(at + ".day", ConfigMessages.MESSAGES.swappedTwice(swap.from()));
            }
        }
    }

    private void rule(String path, Rule.Then then) {
        then.groups().forEach(group -> known(path + ".groups", "group", groups, group));
        if (then.destination() != null
                && configuration.destination(then.destination()).isEmpty()) {
            findings.add(
                    path + ".destination",
                    ConfigMessages.MESSAGES.noSuch("destination", Findings.shown(then.destination())));
        }
        if (then.ladder() != null
                && !then.ladder().equals(Ladder.STANDARD.name())
                && configuration.ladders().stream()
                        .noneMatch(each -> each.name().equals(then.ladder()))) {
            findings.add(path + ".ladder", ConfigMessages.MESSAGES.noSuch("ladder", Findings.shown(then.ladder())));
        }
        String name = then.needs().reader();
        if (name == null) {
            return;
        }
        known(path + ".reader", "reader", readers.keySet(), name);
        List<String> candidates = then.group() == null ? then.groups() : List.of(then.group());
        Reader reader = readers.get(name);
        if (reader != null && !candidates.isEmpty() && candidates.stream().noneMatch(reader.groups()::contains)) {
            findings.add(path + ".reader", ConfigMessages.MESSAGES.readerOfOtherGroups(name));
        }
    }
}
