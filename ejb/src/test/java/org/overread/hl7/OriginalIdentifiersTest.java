/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.overread.config.Configuration;
import org.overread.config.Deidentify;
import org.overread.config.Destination;
import org.overread.config.Group;
import org.overread.config.SecretName;
import org.overread.report.ReceiveReport;
import org.overread.report.ReportStatus;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;
import org.overread.transfer.Pseudonyms;

class OriginalIdentifiersTest {
    private static final Deidentify DEIDENTIFY = new Deidentify(
            new SecretName("key"),
            Deidentify.Dates.SHIFT,
            false,
            true,
            true,
            List.of(),
            List.of(),
            List.of(),
            Deidentify.BurnedIn.BLOCK);

    private final OriginalIdentifiers originals = new OriginalIdentifiers(new Pseudonyms() {
        private final List<Entry> kept = List.of(
                new Entry(Kind.PATIENT, "P-ONE", "4711", "MERCY"),
                new Entry(Kind.ACCESSION, "A-ONE", "ACC1", ""),
                new Entry(Kind.UID, "2.25.1", "1.2.3", ""));

        @Override
        public void keep(String destination, java.util.Collection<Entry> entries) {
            throw new AssertionError("reading only");
        }

        @Override
        public Map<String, Entry> originals(String destination, Kind kind, List<String> pseudonyms) {
            assertThat(destination).isEqualTo("blind");
            return kept.stream()
                    .filter(entry -> entry.kind() == kind && pseudonyms.contains(entry.pseudonym()))
                    .collect(Collectors.toMap(Entry::pseudonym, entry -> entry));
        }
    });

    private static Configuration configuration() {
        Destination blind = destination("blind", DEIDENTIFY);
        Destination open = destination("open", null);
        return new Configuration(
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(blind, open),
                List.of(group("far", "blind"), group("near", "open")),
                List.of());
    }

    private static Destination destination(String name, Deidentify deidentify) {
        return new Destination(
                name,
                Destination.Kind.DICOMWEB,
                URI.create("http://pacs/rs"),
                "",
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1 << 20,
                Destination.Verification.INSTANCES,
                1,
                deidentify,
                null,
                org.overread.config.Line.OPEN);
    }

    private static Group group(String name, String destination) {
        return new Group(
                name, Group.Tier.REGIONAL, ZoneOffset.UTC, destination, Set.of(), null, Group.Assignment.PULL, null);
    }

    private static ReceiveReport report(String group, String patient, String accession, String study) {
        return new ReceiveReport(
                new Origin("", "ris", "APP", "FAC", "127.0.0.1", 1),
                Set.of(group),
                List.of(new PatientKey(patient, "FAR")),
                null,
                "F1",
                "",
                accession,
                study,
                ReportStatus.FINAL,
                "",
                Instant.EPOCH,
                "text",
                null);
    }

    @Test
    void what_a_group_calls_by_pseudonyms_gets_its_own_names_back() {
        ReceiveReport back = originals.of(report("far", "P-ONE", "A-ONE", "2.25.1"), configuration());
        assertThat(back.patients()).containsExactly(new PatientKey("4711", "MERCY"));
        assertThat(back.accession()).isEqualTo("ACC1");
        assertThat(back.studyUid()).isEqualTo("1.2.3");
        assertThat(back.text()).isEqualTo("text");
    }

    @Test
    void what_is_no_pseudonym_of_theirs_stays() {
        ReceiveReport back = originals.of(report("far", "P-TWO", "", "1.2.9"), configuration());
        assertThat(back.patients()).containsExactly(new PatientKey("P-TWO", "FAR"));
        assertThat(back.studyUid()).isEqualTo("1.2.9");
        ReceiveReport other = report("near", "P-ONE", "A-ONE", "2.25.1");
        assertThat(originals.of(other, configuration())).isSameAs(other);
    }
}
