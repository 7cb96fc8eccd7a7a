/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.config.DocumentReader.Reading;
import org.overread.shared.Priority;

class DocumentReaderTest {
    static final String MINIMAL = """
            sites:
              - name: north
            archives:
              - name: pacs
                kind: dicomweb
                site: north
                url: http://127.0.0.1:8042/dicom-web
            groups:
              - name: local
                tier: local
            rules:
              - name: everything
                when: "true"
                then:
                  group: local
            """;

    /** Takes any text but "bad" for a condition. */
    static final Conditions ANY = new Conditions() {
        @Override
        public Optional<Fault> check(String expression) {
            return expression.contains("bad") ? Optional.of(new Fault(2, 5, "undeclared")) : Optional.empty();
        }

        @Override
        public Verdict test(String expression, CaseFacts facts, Configuration configuration, Instant now) {
            return new Verdict.HoldsNot(Map.of());
        }
    };

    @Test
    void reads_the_example_that_is_shipped() throws IOException {
        Configuration read = good(Files.readString(Path.of("../standalone-config/example-configuration.yaml")));
        assertThat(read.sites()).extracting(Site::name).containsExactly("north", "island");
        assertThat(read.site("north").orElseThrow().clocks()).containsEntry(Priority.STAT, Duration.ofMinutes(20));
        assertThat(read.senders().get(0).charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(read.senders().get(0).authority()).isEqualTo("NORTH");
        assertThat(read.senders().get(0).timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(read.senders().get(1).ownFailure()).isEqualTo(Sender.OwnFailure.CLOSE);
        Archive pacs = read.archive("north-pacs").orElseThrow();
        assertThat(pacs.dicomWeb()).hasToString("http://pacs.north.example:8080/dcm4chee-arc/aets/DCM4CHEE/rs");
        assertThat(pacs.login()).isEqualTo(new Login("overread", new SecretName("north-pacs")));
        assertThat(pacs.intake()).isEqualTo(Intake.DEFAULT);
        assertThat(read.archive("island-vna").orElseThrow().intake().kind()).isEqualTo(Intake.Kind.EXPRESSION);
        assertThat(read.destination("nightreaders").orElseThrow().verification())
                .isEqualTo(Destination.Verification.INSTANCES);
        assertThat(read.group("house").orElseThrow().destination()).isNull();
        assertThat(read.rules().get(0).then().continues()).isTrue();
        assertThat(read.rules().get(6).enabled()).isFalse();
        assertThat(read.readersOf("house")).extracting(Reader::name).contains("anna.berg");
        assertThat(DocumentReader.read(
                        Files.readString(Path.of("../standalone-config/example-configuration.yaml")),
                        ANY,
                        Instant.parse("2026-11-25T00:00:00Z")))
                .isInstanceOf(Reading.Good.class);
    }

    @Test
    void reads_how_long_what_is_kept() {
        Retention retention = good("""
                sites: [{name: north}, {name: island}]
                retention:
                  messages: P400D
                  sites: [{site: island, messages: P90D}]
                  merges: P30D
                """).retention();

        assertThat(retention.messages()).isEqualTo(Duration.ofDays(400));
        assertThat(retention.messagesOf("island")).contains(Duration.ofDays(90));
        assertThat(retention.messagesOf("north")).isEmpty();
        assertThat(retention.repeats()).isNull();
        assertThat(retention.merges()).isEqualTo(Duration.ofDays(30));
        assertThat(good("sites: []").retention()).isEqualTo(Retention.BY_SETTINGS);
    }

    @Test
    void what_is_kept_for_no_time_or_for_no_site_or_twice_is_told() {
        assertThat(wrong("""
                        sites: [{name: north}]
                        retention:
                          messages: PT1H
                          sites:
                            - {site: north, messages: P90D}
                            - {site: north, messages: P80D}
                            - {site: nowhere, messages: P90D}
                            - {site: north}
                          for: P1D
                        """))
                .extracting(Finding::path)
                .contains(
                        "retention.messages",
                        "retention.sites[1].name",
                        "retention.sites[2].site",
                        "retention.sites[3].messages",
                        "retention.for");
    }

    @Test
    void reads_where_a_sender_has_its_values() {
        Sender sender = good("""
                sites:
                  - name: north
                senders:
                  - name: ris
                    site: north
                    match: { sendingApplication: RIS }
                    fields:
                      accession: [ZOR-4, OBR-18]
                      priority: OBR-27(1)-6
                    priorities: { STAT: [notfall, "1"] }
                    orderControl:
                      - { control: XO, status: [CM, ""], act: complete }
                      - { control: [CH, PA], act: ignore }
                    limits: { bytes: 2000 }
                """).senders().get(0);

        assertThat(sender.orders().places(OrderItem.ACCESSION))
                .extracting(FieldPath::toString)
                .containsExactly("ZOR-4.1", "OBR-18.1");
        assertThat(sender.orders().places(OrderItem.PRIORITY)).containsExactly(new FieldPath("OBR", 27, 1, 6, 1));
        assertThat(sender.orders().places(OrderItem.STUDY_UID)).isEqualTo(OrderItem.STUDY_UID.usual());
        assertThat(sender.orders().priority("Notfall")).contains(Priority.STAT);
        assertThat(sender.orders().priority("R")).contains(Priority.ROUTINE);
        assertThat(sender.orders().act("XO", "")).contains(OrderAct.COMPLETE);
        assertThat(sender.orders().act("XO", "IP")).isEmpty();
        assertThat(sender.orders().act("pa", "IP")).contains(OrderAct.IGNORE);
        assertThat(sender.limits()).isEqualTo(new Sender.Limits(2000, Sender.Limits.USUAL.segments()));
    }

    @Test
    void names_the_place_of_each_error_in_a_sender() {
        List<Finding> findings = wrong("""
                sites:
                  - name: north
                senders:
                  - name: ris
                    site: north
                    match: { sendingApplication: RIS }
                    fields:
                      accession: [OBR18]
                      weight: [OBR-1]
                    priorities: { STAT: [A1], ASAP: [A1] }
                    orderControl:
                      - { status: CM, act: finish }
                """);

        assertThat(findings)
                .extracting(Finding::path, Finding::line, Finding::code)
                .contains(
                        tuple("senders[0].fields.accession[0]", 8, "OVR000132"),
                        tuple("senders[0].fields.weight", 9, "OVR000104"),
                        tuple("senders[0].priorities.ASAP[0]", 10, "OVR000134"),
                        tuple("senders[0].orderControl[0].control", 12, "OVR000108"),
                        tuple("senders[0].orderControl[0].act", 12, "OVR000112"));
    }

    @Test
    void reads_json_as_well_as_yaml() {
        Configuration read = good("""
                {"sites": [{"name": "north"}],
                \t"groups": [{"name": "local", "tier": "local"}],
                 "rules": [{"name": "all", "when": "true", "then": {"group": "local", "priority": "STAT"}}]}""");
        assertThat(read.rules().get(0).then().priority()).isEqualTo(Priority.STAT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "# only a comment\n", "---\n", "{}", "sites:\nrules: []\n"})
    void reads_nothing_as_an_empty_configuration_from_which_nothing_leaves(String text) {
        Configuration read = good(text);
        assertThat(read.archives()).isEmpty();
        assertThat(read.destinations()).isEmpty();
    }

    @Test
    void gives_safe_defaults() {
        Configuration read = good(MINIMAL);
        Archive archive = read.archives().get(0);
        assertThat(archive.intake()).isEqualTo(Intake.DEFAULT);
        assertThat(archive.login()).isNull();
        assertThat(archive.notifyKey()).isNull();
        assertThat(archive.quietPeriod()).isEqualTo(Duration.ofMinutes(1));
        assertThat(read.sites().get(0).allowCounted()).isFalse();
        assertThat(read.groups().get(0).destination()).isNull();
    }

    @Test
    void takes_countries_and_numbers_as_texts() {
        Configuration read = good("sites:\n  - name: 007\n    jurisdiction: NO\n    authority: 1.2\n");
        assertThat(read.sites().get(0))
                .extracting(Site::name, Site::jurisdiction, Site::authority)
                .containsExactly("007", "NO", "1.2");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                // replaced                | by                                  | code      | path                  |
                // line
                "  - name: north           |   - name: north~    colour: red     | OVR000104 | sites[0].colour       | 3",
                "groups:                   | colours: []~groups:                 | OVR000104 | colours               | 8",
                "  - name: north           |   - name: north~    name: south     | OVR000105 | name                  | 3",
                "  - name: north           |   - name: north~  - name: north     | OVR000110 | sites[1].name         | 3",
                "  - name: north           |   - timezone: UTC                   | OVR000108 | sites[0].name         | 2",
                "  - name: north           |   - name: 'no rth'                  | OVR000109 | sites[0].name         | 2",
                "  - name: north           |   - name: north~    timezone: Mars  | OVR000115 | sites[0].timezone     | 3",
                "    site: north           |     site: south                     | OVR000111 | archives[0].site      | 6",
                "    kind: dicomweb        |     kind: orthanc                   | OVR000112 | archives[0].kind      | 5",
                "    kind: dicomweb        |     colour: red                     | OVR000108 | archives[0].kind      | 4",
                "    kind: dicomweb        |     kind: dicomweb~    quietPeriod: 5s | OVR000113 | archives[0].quietPeriod | 6",
                "    kind: dicomweb        |     kind: dicomweb~    quietPeriod: PT0S | OVR000113 | archives[0].quietPeriod | 6",
                "    kind: dicomweb        |     kind: dicomweb~    notifyKey: abc | OVR000118 | archives[0].notifyKey | 6",
                "    kind: dicomweb        |     kind: dicomweb~    username: me | OVR000125 | archives[0].username  | 6",
                "    kind: dicomweb        |     kind: dicomweb~    intake: bad  | OVR000119 | archives[0].intake    | 6",
                "    kind: dicomweb        |     kind: dicomweb~    hl7Peers: [{}] | OVR000122 | archives[0].hl7Peers[0] | 6",
                "    kind: dicomweb        |     kind: dicomweb~    hl7Peers: [{address: pacs}] | OVR000124 | archives[0].hl7Peers[0].address | 6",
                "    tier: local           |     tier: far                       | OVR000112 | groups[0].tier        | 10",
                "    tier: local           |     tier: local~    destination: x  | OVR000111 | groups[0].destination | 11",
                "    tier: local           |     tier: local~    sites: [east]   | OVR000111 | groups[0].sites       | 11",
                "      group: local        |       group: nobody                 | OVR000111 | rules[0].then.group   | 15",
                "      group: local        |       priority: STAT                | OVR000120 | rules[0].then         | 15",
                "      group: local        |       group: local~      triage: true | OVR000121 | rules[0].then       | 15",
                "      group: local        |       group: local~      priority: HIGH | OVR000112 | rules[0].then.priority | 16",
                "      group: local        |       group: local~      clock: 15    | OVR000113 | rules[0].then.clock   | 16",
                "      group: local        |       group: local~      priors: lots | OVR000114 | rules[0].then.priors  | 16",
                "      group: local        |       group: local~      continue: yes | OVR000112 | rules[0].then.continue | 16",
                "    when: 'true'          |     when: bad                       | OVR000119 | rules[0].when         | 13",
                "sites:                    | sites: &anchor                      | OVR000106 |                       | 1",
                "  - name: north           |   - name: north~    clocks: PT5M    | OVR000103 | sites[0].clocks       | 3",
            })
    void says_what_is_wrong_and_where(String replaced, String by, String code, String path, int line) {
        String indent = MINIMAL.lines()
                .filter(l -> l.strip().equals(normal(replaced)))
                .findFirst()
                .orElseThrow();
        String blanks =
                indent.substring(0, indent.length() - indent.stripLeading().length());
        String text = MINIMAL.replaceFirst(
                "(?m)^" + java.util.regex.Pattern.quote(indent) + "$",
                java.util.regex.Matcher.quoteReplacement(blanks + by.replace("~", "\n")));
        assertThat(wrong(text)).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.path()).isEqualTo(path == null ? "" : path);
            assertThat(finding.line()).isEqualTo(line);
            assertThat(finding.column()).isPositive();
        });
    }

    private static String normal(String text) {
        return text.replace("'true'", "\"true\"");
    }

    @Test
    void finds_everything_that_is_wrong_in_one_go() {
        assertThat(wrong("sites: [{nam: x}]\nrules: [{name: a, when: bad, then: {group: g}}]\nfoo: 1"))
                .extracting(Finding::code)
                .contains("OVR000108", "OVR000104", "OVR000119", "OVR000111");
    }

    @Test
    void counted_proof_needs_the_consent_of_each_site_that_the_group_reads_for() {
        String text = """
                sites:
                  - name: north
                  - name: island
                    allowCounted: true
                destinations:
                  - name: far
                    kind: dcm4chee-export
                    aet: FAR
                groups:
                  - name: readers
                    tier: global
                    destination: far
                """;
        assertThat(wrong(text)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("OVR000123");
            assertThat(finding.path()).isEqualTo("groups[0].destination");
        });
        assertThat(good(text + "    sites: [island]\n").destinations().get(0).verification())
                .isEqualTo(Destination.Verification.COUNTED);
    }

    @Test
    void a_message_is_the_first_senders_whose_match_fits() {
        Configuration read = good("""
                sites: [{name: north}]
                senders:
                  - {name: lab, site: north, match: {sendingApplication: RIS, address: 10.1.2.0/24}}
                  - {name: ris, site: north, match: {sendingApplication: RIS}}
                  - {name: tls, site: north, match: {certificate: CN=his}}
                """);
        assertThat(read.sender("ris", "X", "10.1.2.77", "").name()).isEqualTo("lab");
        assertThat(read.sender("RIS", "X", "10.1.3.1", "").name()).isEqualTo("ris");
        assertThat(read.sender("HIS", "X", "10.1.3.1", "CN=his, O=north").name())
                .isEqualTo("tls");
        assertThat(read.sender("HIS", "X", "10.1.3.1", "CN=his-2, O=north")).isEqualTo(Sender.UNLISTED);
        assertThat(read.sender("HIS", "X", "::1", "")).isEqualTo(Sender.UNLISTED);
    }

    static Configuration good(String text) {
        Reading reading = DocumentReader.read(text, ANY);
        assertThat(reading).isInstanceOf(Reading.Good.class);
        return ((Reading.Good) reading).configuration();
    }

    static List<Finding> wrong(String text) {
        Reading reading = DocumentReader.read(text, ANY);
        assertThat(reading).isInstanceOf(Reading.Wrong.class);
        return new ArrayList<>(((Reading.Wrong) reading).findings());
    }
}
