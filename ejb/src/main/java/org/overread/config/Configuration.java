/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force: what sites there are, who sends to us, which archives are watched, where studies may go,
 * who reads, and by which rules. Immutable; a change is a new version, and one decision works with one version from its
 * beginning to its end. Cross-references were checked when it was saved: a name found here leads somewhere.
 *
 * @param version 0 = nothing was ever configured: nothing is watched, nothing leaves
 * @param sites hospitals or departments whose studies are read
 * @param senders profiles of who sends HL7
 * @param archives where studies are found and fetched
 * @param destinations where studies are sent
 * @param groups who reads
 * @param readers the people of the groups that leave the choice of a reader to us
 * @param rosters when they are on duty
 * @param contracts what sites have agreed with groups
 * @param ladders where a case goes while it stays unread
 * @param rules tried in this order; after the last comes the catch-all, local triage
 * @param retention how long messages, repeat keys and merges are kept
 */
public record Configuration(
        int version,
        List<Site> sites,
        List<Sender> senders,
        List<Archive> archives,
        List<Destination> destinations,
        List<Group> groups,
        List<Reader> readers,
        List<Roster> rosters,
        List<Contract> contracts,
        List<Ladder> ladders,
        List<Rule> rules,
        Retention retention) {
    /** Nothing configured. */
    public static final Configuration EMPTY =
            new Configuration(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** One in which each group chooses its readers itself. */
    public Configuration(
            int version,
            List<Site> sites,
            List<Sender> senders,
            List<Archive> archives,
            List<Destination> destinations,
            List<Group> groups,
            List<Rule> rules) {
        this(
                version,
                sites,
                senders,
                archives,
                destinations,
                groups,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                rules,
                Retention.BY_SETTINGS);
    }

    /** One that keeps what it keeps as long as the settings say. */
    public Configuration(
            int version,
            List<Site> sites,
            List<Sender> senders,
            List<Archive> archives,
            List<Destination> destinations,
            List<Group> groups,
            List<Reader> readers,
            List<Roster> rosters,
            List<Contract> contracts,
            List<Ladder> ladders,
            List<Rule> rules) {
        this(
                version,
                sites,
                senders,
                archives,
                destinations,
                groups,
                readers,
                rosters,
                contracts,
                ladders,
                rules,
                Retention.BY_SETTINGS);
    }

    public Configuration {
        sites = List.copyOf(sites);
        senders = List.copyOf(senders);
        archives = List.copyOf(archives);
        destinations = List.copyOf(destinations);
        groups = List.copyOf(groups);
        readers = List.copyOf(readers);
        rosters = List.copyOf(rosters);
        contracts = List.copyOf(contracts);
        ladders = List.copyOf(ladders);
        rules = List.copyOf(rules);
    }

    /** The same document under the number it was saved as. */
    Configuration as(int savedVersion) {
        return new Configuration(
                savedVersion,
                sites,
                senders,
                archives,
                destinations,
                groups,
                readers,
                rosters,
                contracts,
                ladders,
                rules,
                retention);
    }

    public Optional<Site> site(String name) {
        return named(sites, Site::name, name);
    }

    public Optional<Archive> archive(String name) {
        return named(archives, Archive::name, name);
    }

    public Optional<Destination> destination(@Nullable String name) {
        return named(destinations, Destination::name, name);
    }

    public Optional<Group> group(@Nullable String name) {
        return named(groups, Group::name, name);
    }

    /** The sender's profile of that name; the unlisted sender's, if the configuration no longer has it. */
    public Sender senderNamed(String name) {
        return named(senders, Sender::name, name).orElse(Sender.UNLISTED);
    }

    public Optional<Reader> reader(@Nullable String name) {
        return named(readers, Reader::name, name);
    }

    /** The readers of a group, in document order; none = the group chooses its readers itself. */
    public List<Reader> readersOf(String group) {
        return readers.stream()
                .filter(reader -> reader.groups().contains(group))
                .toList();
    }

    /**
     * Why images of a site's cases may not be sent to a destination; empty = they may.
     *
     * @param destination null = nothing is sent
     */
    public Optional<String> refusal(String site, @Nullable String destination) {
        if (destination == null) {
            return Optional.empty();
        }
        Optional<Destination> found = destination(destination);
        if (found.isEmpty()) {
            return Optional.of("the configuration has no destination of the group's");
        }
        boolean consent = site(site).map(Site::allowCounted).orElse(false);
        return found.get().verification() == Destination.Verification.COUNTED && !consent
                ? Optional.of("the site does not consent to a destination that is only counted")
                : Optional.empty();
    }

    /** The ladder of that name; the standard one for none. */
    public Ladder ladder(@Nullable String name) {
        return named(ladders, Ladder::name, name).orElse(Ladder.STANDARD);
    }

    /** The groups whose own RIS sends under this profile. */
    public List<Group> groupsOf(String sender) {
        return groups.stream()
                .filter(group -> group.hl7() != null && group.hl7().sender().equals(sender))
                .toList();
    }

    /**
     * Where a message of ours goes.
     *
     * @param key {@code sender:NAME} for reports and status, {@code group:NAME} for a group's orders,
     *     {@code answers:NAME} for application acknowledgements to a sender, {@code archive:NAME} for forwarded messages
     */
    public Optional<Hl7Receiver> receiver(String key) {
        if (key.startsWith("group:")) {
            return group(key.substring(6)).map(Group::orders).map(Group.Orders::receiver);
        }
        if (key.startsWith("archive:")) {
            return named(archives, Archive::name, key.substring(8)).map(Archive::hl7);
        }
        Sender sender = senderNamed(key.substring(key.indexOf(':') + 1));
        return key.startsWith("answers:")
                ? Optional.ofNullable(sender.acknowledgements())
                : Optional.ofNullable(sender.results()).map(Sender.Results::receiver);
    }

    /**
     * Whose message this is: the first sender in document order whose {@code match} fits; {@link Sender#UNLISTED} if
     * none does.
     *
     * @param application MSH-3
     * @param facility MSH-4
     * @param address the peer's IP address
     * @param certificate subject of the peer's client certificate, empty without TLS
     */
    public Sender sender(String application, String facility, String address, String certificate) {
        return senders.stream()
                .filter(sender -> sender.match().fits(application, facility, address, certificate))
                .findFirst()
                .orElse(Sender.UNLISTED);
    }

    /** The archive that this message comes from, if it does: then it is a notice and changes no order and no patient. */
    public Optional<Archive> archiveSending(String application, String facility, String address, String certificate) {
        return archives.stream()
                .filter(archive -> archive.hl7Peers().stream()
                        .anyMatch(peer -> peer.fits(application, facility, address, certificate)))
                .findFirst();
    }

    /** The site's time zone; UTC for a site that is not configured. */
    public ZoneId zoneOf(String site) {
        return site(site).map(Site::timezone).orElse(ZoneOffset.UTC);
    }

    private static <T> Optional<T> named(List<T> items, Function<T, String> name, @Nullable String wanted) {
        return items.stream().filter(item -> name.apply(item).equals(wanted)).findFirst();
    }
}
