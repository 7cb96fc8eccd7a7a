/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * Reads a document as a configuration. Everything that is wrong is found in one go; what is left out gets its default,
 * first from its site, then a safe one.
 */
final class DocumentReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final URI NO_URL = URI.create("http://invalid.invalid/");

    private final Findings findings;
    private List<Site> sites = List.of();

    private DocumentReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * Reads and checks a document that was saved before.
     *
     * @param conditions checks the expressions
     * @return the configuration as version 0, or what is wrong with the text
     */
    static Reading read(String text, Conditions conditions) {
        return read(text, conditions, null);
    }

    /**
     * Reads and checks a document that is to be saved.
     *
     * @param now from when on shifts must not overlap; null = the document was saved before
     */
    static Reading read(String text, Conditions conditions, @Nullable Instant now) {
        Findings findings = new Findings();
        Optional<Node> root = new DocumentParser(findings).parse(text);
        if (root.isEmpty()) {
            return new Reading.Wrong(findings.list());
        }
        Configuration configuration = new DocumentReader(findings).configuration(new Section("", root.get(), findings));
        new References(configuration, findings, conditions).check();
        new StaffReferences(configuration, findings).check();
        if (now != null) {
            Overlaps.check(configuration, findings, now);
        }
        return findings.isEmpty() ? new Reading.Good(configuration) : new Reading.Wrong(findings.list());
    }

    /** What came of it. */
    sealed interface Reading {
        record Good(Configuration configuration) implements Reading {}

        record Wrong(List<Finding> findings) implements Reading {}
    }

    /** The keys that documents have and how their values are written, as JSON Schema. */
    static Map<String, Object> schema(int way) {
        SchemaSection document = new SchemaSection(way);
        new DocumentReader(new Findings()).configuration(document);
        return document.schema();
    }

    private Configuration configuration(Section document) {
        sites = document.sections("sites", DocumentReader::site);
        List<Group> groups = document.sections("groups", DocumentReader::group);
        Configuration configuration = new Configuration(
                0,
                sites,
                document.sections("senders", this::sender),
                document.sections("archives", this::archive),
                document.sections("destinations", DocumentReader::destination),
                groups,
                document.sections("readers", new StaffReader(groups)::reader),
                document.sections("rosters", StaffReader::roster),
                document.sections("contracts", StaffReader::contract),
                document.sections("ladders", StaffReader::ladder),
                document.sections("rules", DocumentReader::rule),
                document.section("retention", RetentionReader::read));
        document.end();
        return configuration;
    }

    private static Site site(Section s) {
        return new Site(
                s.name(),
                s.zone("timezone", ZoneOffset.UTC),
                s.text("authority", "", 64),
                s.text("accessionIssuer", "", 64),
                s.text("jurisdiction", "", 16),
                s.flag("allowCounted", false),
                s.durations("clocks", Priority.class, MINUTE, Duration.ofDays(30)),
                StaffReader.holidays(s),
                StaffReader.businessHours(s));
    }

    private Sender sender(Section s) {
        String name = s.name();
        String site = s.text("site", "");
        return new Sender(
                name,
                s.section("match", this::match),
                site,
                s.charset("charset", StandardCharsets.ISO_8859_1),
                SenderReader.charsets(s),
                s.text("authority", ofSite(site, Site::authority, ""), 199),
                s.text("accessionIssuer", ofSite(site, Site::accessionIssuer, ""), 64),
                s.zone("timezone", zoneOf(site)),
                Objects.requireNonNullElse(
                        s.oneOf("unknownTypes", Sender.UnknownTypes.class), Sender.UnknownTypes.REFUSE),
                Objects.requireNonNullElse(s.oneOf("ownFailure", Sender.OwnFailure.class), Sender.OwnFailure.AE),
                new SenderReader(findings).orders(s),
                s.section("limits", SenderReader::limits),
                s.has("results") ? s.section("results", ReceiverReader::results) : null,
                s.has("acknowledgements") ? s.section("acknowledgements", ReceiverReader::acknowledgements) : null);
    }

    private PeerMatch match(Section s) {
        PeerMatch match = new PeerMatch(
                s.text("sendingApplication", "", 227),
                s.text("sendingFacility", "", 227),
                s.address("address"),
                s.text("certificate", "", 500));
        if (match.isEmpty()) {
            findings.add(s.path(), ConfigMessages.MESSAGES.matchesEverybody());
        }
        return match;
    }

    private Archive archive(Section s) {
        String name = s.name();
        Archive.Kind kind =
                Objects.requireNonNullElse(s.requiredOneOf("kind", Archive.Kind.class), Archive.Kind.DICOMWEB);
        String site = s.required("site");
        boolean dcm4chee = kind == Archive.Kind.DCM4CHEE;
        return new Archive(
                name,
                kind,
                site,
                Objects.requireNonNullElse(s.requiredUrl("url"), NO_URL),
                s.text("aet", dcm4chee ? "DCM4CHEE" : "", 16),
                s.text("worklistAet", dcm4chee ? "WORKLIST" : "", 16),
                login(s),
                s.secret("notifyKey"),
                s.text("authority", ofSite(site, Site::authority, ""), 64),
                s.text("accessionIssuer", ofSite(site, Site::accessionIssuer, ""), 64),
                s.zone("timezone", zoneOf(site)),
                s.duration("connectTimeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(5)),
                s.duration("requestTimeout", MINUTE, SECOND, Duration.ofHours(1)),
                s.duration("sweepInterval", Duration.ofMinutes(5), SECOND, DAY),
                s.duration("sweepOverlap", Duration.ofMinutes(10), Duration.ZERO, DAY),
                s.duration("sweepWindow", Duration.ofDays(2), DAY, Duration.ofDays(60)),
                s.duration("quietPeriod", MINUTE, SECOND, DAY),
                intake(s.text("intake", "default")),
                s.sections("hl7Peers", this::match),
                s.has("hl7") ? s.section("hl7", ReceiverReader::receiver) : null,
                s.has("inbox") ? s.section("inbox", ParcelSections::inbox) : null);
    }

    private static Intake intake(String text) {
        for (Intake.Kind kind : Intake.Kind.values()) {
            if (kind != Intake.Kind.EXPRESSION && Section.spelt(kind).equals(text.strip())) {
                return new Intake(kind, "");
            }
        }
        return new Intake(Intake.Kind.EXPRESSION, text);
    }

    private static @Nullable Login login(Section s) {
        SecretName password = s.secret("password");
        SecretName token = s.secret("token");
        String username = s.text("username", "", 200);
        boolean basic = s.has("username") && s.has("password") && !s.has("token");
        boolean bearer = s.has("token") && !s.has("username") && !s.has("password");
        if (!basic && !bearer && (s.has("username") || s.has("password") || s.has("token"))) {
            s.wrong("username", ConfigMessages.MESSAGES.badLogin());
        }
        SecretName secret = basic ? password : token;
        return secret == null ? null : new Login(username, secret);
    }

    private static Destination destination(Section s) {
        String name = s.name();
        Destination.Kind kind =
                Objects.requireNonNullElse(s.requiredOneOf("kind", Destination.Kind.class), Destination.Kind.DICOMWEB);
        boolean export = kind == Destination.Kind.DCM4CHEE_EXPORT;
        boolean parcel = kind == Destination.Kind.PARCEL;
        if (parcel && !s.has("parcel")) {
            s.wrong("parcel", ConfigMessages.MESSAGES.missing("parcel"));
        }
        URI url = export ? s.url("url") : parcel ? null : s.requiredUrl("url");
        String aet = export ? s.required("aet") : s.text("aet", "", 16);
        Destination.Verification proof =
                url == null ? Destination.Verification.COUNTED : Destination.Verification.INSTANCES;
        return new Destination(
                name,
                kind,
                url,
                aet,
                login(s),
                s.duration("connectTimeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(5)),
                s.duration("requestTimeout", Duration.ofMinutes(5), SECOND, Duration.ofHours(6)),
                s.number("maxRequestBytes", 50_000_000L, 1_000_000L, 10_000_000_000L),
                verification(s, parcel, proof),
                (int) s.number("parallel", 2L, 1L, 32L),
                s.has("deidentify") ? deidentify(s, export) : null,
                s.has("parcel") ? s.section("parcel", ParcelSections::delivery) : null,
                s.has("line") ? s.section("line", line -> LineReader.read(line, export)) : Line.OPEN);
    }

    /** Nothing comes back from where a parcel goes: it can only be counted. */
    private static Destination.Verification verification(
            Section s, boolean parcel, Destination.Verification otherwise) {
        Destination.Verification chosen = s.oneOf("verification", Destination.Verification.class);
        if (parcel && chosen != null && chosen != Destination.Verification.COUNTED) {
            s.wrong("verification", ConfigMessages.MESSAGES.parcelsAreCounted());
        }
        return Objects.requireNonNullElse(chosen, otherwise);
    }

    private static @Nullable Deidentify deidentify(Section s, boolean export) {
        Deidentify chosen = s.section("deidentify", DeidentifyReader::read);
        if (export) {
            s.wrong("deidentify", ConfigMessages.MESSAGES.deidentifiedByOthers());
        }
        return chosen;
    }

    private static Group group(Section s) {
        return new Group(
                s.name(),
                Objects.requireNonNullElse(s.requiredOneOf("tier", Group.Tier.class), Group.Tier.LOCAL),
                s.zone("timezone", ZoneId.of("UTC")),
                s.has("destination") ? s.text("destination", "") : null,
                new LinkedHashSet<>(s.texts("sites")),
                s.has("hl7") ? s.section("hl7", ReceiverReader::hl7) : null,
                Objects.requireNonNullElse(s.oneOf("assignment", Group.Assignment.class), Group.Assignment.PULL),
                s.duration("offer", MINUTE, DAY));
    }

    private static Rule rule(Section s) {
        String name = s.required("name");
        s.text("name", "", 100);
        return new Rule(name, s.flag("enabled", true), s.required("when"), s.section("then", DocumentReader::then));
    }

    private static Rule.Then then(Section s) {
        Long priors = s.optionalNumber("priors", 0, 50);
        return new Rule.Then(
                s.has("group") ? s.text("group", "") : null,
                s.oneOf("tier", Group.Tier.class),
                s.oneOf("priority", Priority.class),
                s.duration("clock", MINUTE, Duration.ofDays(30)),
                s.flag("triage", false),
                priors == null ? null : priors.intValue(),
                s.flag("continue", false),
                s.text("text", "", 500),
                s.texts("groups"),
                StaffReader.needs(s),
                s.has("ladder") ? s.text("ladder", "") : null,
                s.has("hold") ? s.text("hold", "", 200) : null,
                s.has("destination") ? s.text("destination", "") : null);
    }

    private String ofSite(String name, java.util.function.Function<Site, String> part, String otherwise) {
        return sites.stream()
                .filter(site -> site.name().equals(name))
                .findFirst()
                .map(part)
                .orElse(otherwise);
    }

    private ZoneId zoneOf(String name) {
        return sites.stream()
                .filter(site -> site.name().equals(name))
                .findFirst()
                .map(Site::timezone)
                .orElse(ZoneOffset.UTC);
    }
}
