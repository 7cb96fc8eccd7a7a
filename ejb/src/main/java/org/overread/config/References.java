/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Checks what the parts of a document say of one another, and its conditions. */
final class References {
    private final Configuration configuration;
    private final Findings findings;
    private final Conditions conditions;

    References(Configuration configuration, Findings findings, Conditions conditions) {
        this.configuration = configuration;
        this.findings = findings;
        this.conditions = conditions;
    }

    void check() {
        unique("sites", configuration.sites(), Site::name);
        unique("senders", configuration.senders(), Sender::name);
        unique("archives", configuration.archives(), Archive::name);
        unique("destinations", configuration.destinations(), Destination::name);
        unique("groups", configuration.groups(), Group::name);
        unique("readers", configuration.readers(), Reader::name);
        unique("rosters", configuration.rosters(), Roster::name);
        unique("contracts", configuration.contracts(), Contract::name);
        unique("ladders", configuration.ladders(), Ladder::name);
        unique("rules", configuration.rules(), Rule::name);
        for (int i = 0; i < configuration.senders().size(); i++) {
            sender("senders[" + i + "]", configuration.senders().get(i));
        }
        for (int i = 0; i < configuration.archives().size(); i++) {
            Archive archive = configuration.archives().get(i);
            site("archives[" + i + "].site", archive.site());
            if (archive.intake().kind() == Intake.Kind.EXPRESSION) {
                condition("archives[" + i + "].intake", archive.intake().expression());
            }
        }
        for (int i = 0; i < configuration.groups().size(); i++) {
            group("groups[" + i + "]", configuration.groups().get(i));
        }
        unique("retention.sites", configuration.retention().sites(), Retention.OfSite::site);
        for (int i = 0; i < configuration.retention().sites().size(); i++) {
            site(
                    "retention.sites[" + i + "].site",
                    configuration.retention().sites().get(i).site());
        }
        for (int i = 0; i < configuration.rules().size(); i++) {
            rule("rules[" + i + "]", configuration.rules().get(i));
        }
    }

    private <T> void unique(String path, List<T> items, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            String each = name.apply(items.get(i));
            if (!each.isEmpty() && !seen.add(each)) {
                findings.add(path + "[" + i + "].name", ConfigMessages.MESSAGES.repeatedName(Findings.shown(each)));
            }
        }
    }

    private void site(String path, String name) {
        if (!name.isEmpty() && configuration.site(name).isEmpty()) {
            missing(path, "site", name);
        }
    }

    private void missing(String path, String kind, String name) {
        findings.add(path, ConfigMessages.MESSAGES.noSuch(kind, Findings.shown(name)));
    }

    /** Only a reading group's RIS speaks for no site of its own. */
    private void sender(String path, Sender sender) {
        site(path + ".site", sender.site());
        if (sender.site().isEmpty() && configuration.groupsOf(sender.name()).isEmpty()) {
            findings.add(path + ".site", ConfigMessages.MESSAGES.missing("site"));
        }
    }

    private void group(String path, Group group) {
        group.sites().forEach(site -> site(path + ".sites", site));
        Group.Hl7 hl7 = group.hl7();
        if (hl7 != null
                && !hl7.sender().isEmpty()
                && configuration.senders().stream().noneMatch(s -> s.name().equals(hl7.sender()))) {
            missing(path + ".hl7.sender", "sender", hl7.sender());
        }
        if (group.destination() == null) {
            return;
        }
        Optional<Destination> destination = configuration.destination(group.destination());
        if (destination.isEmpty()) {
            missing(path + ".destination", "destination", group.destination());
        } else if (destination.get().verification() == Destination.Verification.COUNTED) {
            configuration.sites().stream()
                    .filter(site -> group.readsFor(site.name()) && !site.allowCounted())
                    .forEach(site -> findings.add(
                            path + ".destination",
                            ConfigMessages.MESSAGES.noConsent(destination.get().name(), site.name())));
        }
    }

    private void rule(String path, Rule rule) {
        if (!rule.when().isEmpty()) {
            condition(path + ".when", rule.when());
        }
        Rule.Then then = rule.then();
        if (then.group() != null && configuration.group(then.group()).isEmpty()) {
            missing(path + ".then.group", "group", then.group());
        }
        int ways = (then.group() != null ? 1 : 0)
                + (then.groups().isEmpty() ? 0 : 1)
                + (then.tier() != null ? 1 : 0)
                + (then.triage() ? 1 : 0);
        if (ways > 1) {
            findings.add(path + ".then", ConfigMessages.MESSAGES.ruleLeadsTwoWays());
        } else if (ways == 0 && !then.continues()) {
            findings.add(path + ".then", ConfigMessages.MESSAGES.ruleLeadsNowhere());
        }
    }

    private void condition(String path, String expression) {
        conditions
                .check(expression)
                .ifPresent(fault -> findings.add(
                        path, ConfigMessages.MESSAGES.badCondition(fault.line(), fault.column(), fault.text())));
    }
}
