/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.overread.config.Deidentify;
import org.overread.config.Deidentify.BurnedIn;
import org.overread.config.Deidentify.Dates;
import org.overread.config.SecretName;
import org.overread.transfer.deid.ConfidentialityTable.Row;

/**
 * Every attribute of PS3.15 Table E.1-1: one object holds them all, at the top, in an item and in an item of an item, in each
 * encoding; what came out is read by dcmtk's dcm2json.
 */
class AnnexEConformanceTest {
    private static final List<Row> ROWS = ConfidentialityTable.standard().rows().stream()
            .filter(row -> row.tag().matches("[0-9A-F]{8}"))
            .filter(row -> Integer.parseUnsignedInt(row.tag(), 16) >>> 16 > 2)
            .toList();
    /** They have the patient's and the order's pseudonym, a value that says nothing of anybody without the key. */
    private static final List<String> PSEUDONYMS = List.of("00100010", "00100020", "00080050");

    private static final String FUNCTIONAL_GROUPS = "52009229";

    private static Planted all(String syntax, boolean defined, int depth) {
        Planted object = new Planted(syntax, defined);
        for (Row row : ROWS) {
            int tag = tag(row);
            String vr = vr(row);
            switch (vr) {
                case "SQ" ->
                    object.sequence(
                            tag,
                            object.item()
                                    .text(0x00080104, "LO", "PLANTED" + row.tag())
                                    .text(0x00081155, "UI", "1.2.3.77"));
                case "DA" -> object.text(tag, vr, "19610307");
                case "DT" -> object.text(tag, vr, "19610307111213");
                case "TM" -> object.text(tag, vr, "111213");
                case "UI" -> object.text(tag, vr, "1.2.3.77");
                case "AS" -> object.text(tag, vr, "042Y");
                case "DS", "IS" -> object.text(tag, vr, "471147");
                case "AE", "CS", "SH" -> object.text(tag, vr, "PL" + row.tag());
                default -> object.text(tag, vr, "PLANTED" + row.tag() + "!");
            }
        }
        if (depth > 0) {
            object.sequence(0x52009229, all(syntax, defined, depth - 1), all(syntax, defined, depth - 1));
        } else {
            object.text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2");
        }
        return object;
    }

    private static int tag(Row row) {
        return Integer.parseUnsignedInt(row.tag(), 16);
    }

    private static String vr(Row row) {
        String vr = ConfidentialityTable.standard().vr(tag(row)).orElse("UN");
        return vr.equals("US") || vr.equals("UL") ? "US" : vr;
    }

    private static Deidentify with(Dates dates, boolean device, boolean characteristics, boolean descriptors) {
        return new Deidentify(
                new SecretName("key"),
                dates,
                device,
                characteristics,
                descriptors,
                List.of(),
                List.of(),
                List.of(),
                BurnedIn.SEND);
    }

    private record Choice(String name, Deidentify profile, List<Option> options) {}

    private static final List<Choice> CHOICES = List.of(
            new Choice("basic", with(Dates.REMOVE, false, false, false), List.of()),
            new Choice(
                    "modified dates, descriptors",
                    with(Dates.SHIFT, false, false, true),
                    List.of(Option.MODIFIED_DATES, Option.DESCRIPTORS)),
            new Choice(
                    "full dates, device, characteristics",
                    with(Dates.KEEP, true, true, false),
                    List.of(Option.FULL_DATES, Option.DEVICE, Option.PATIENT_CHARACTERISTICS)));

    @Test
    void the_table_is_the_standards_whole_one() {
        List<Row> rows = ConfidentialityTable.standard().rows();
        assertThat(rows).hasSize(621);
        assertThat(rows).extracting(Row::tag).doesNotHaveDuplicates();
        assertThat(rows)
                .extracting(Row::basic)
                .containsOnly("X", "Z", "D", "U", "X/Z", "X/D", "Z/D", "X/Z/D", "X/Z/U*");
        assertThat(ROWS).hasSizeGreaterThan(610);
    }

    @TestFactory
    Stream<DynamicTest> each_attribute_is_treated_as_the_table_says() throws Exception {
        assumeThat(Dcmtk.has("dcm2json")).isTrue();
        Stream<DynamicTest> tests = Stream.empty();
        for (Choice choice : CHOICES) {
            List<JsonNode> datasets = new ArrayList<>();
            for (String syntax : List.of(Planted.EXPLICIT, Planted.BIG)) {
                for (boolean defined : List.of(true, false)) {
                    JsonNode top = Dcmtk.json(Planted.clean(
                            choice.profile(), all(syntax, defined, 2).file()));
                    JsonNode item = top.at("/" + FUNCTIONAL_GROUPS + "/Value/1");
                    JsonNode inner = item.at("/" + FUNCTIONAL_GROUPS + "/Value/0");
                    assertThat(inner.isObject()).isTrue();
                    datasets.addAll(List.of(top, item, inner));
                }
            }
            tests = Stream.concat(
                    tests,
                    ROWS.stream()
                            .map(row -> dynamicTest(
                                    row.tag() + " " + row.name() + ", " + choice.name(),
                                    () -> datasets.forEach(dataset -> check(row, choice, dataset)))));
        }
        return tests;
    }

    private static void check(Row row, Choice choice, JsonNode dataset) {
        JsonNode found = dataset.get(row.tag());
        String vr = vr(row);
        String value = text(found);
        if (row.tag().equals("00080016")) {
            return;
        }
        Optional<Character> code = choice.options().stream()
                .filter(row.options()::containsKey)
                .map(row.options()::get)
                .findFirst();
        boolean dated = List.of("DA", "DT", "TM").contains(vr);
        if (PSEUDONYMS.contains(row.tag())) {
            assertThat(value).matches(".*\\b[PA]-[A-Z2-9]{14}\\b.*");
        } else if (code.isPresent() && code.get() == 'K') {
            assertThat(found).isNotNull();
            assertThat(value).contains(planted(vr, row));
        } else if (code.isPresent() && dated) {
            assertThat(value).isNotEmpty();
            assertThat(value.contains("19610307")).isFalse();
        } else if (code.isPresent()
                && (row.options().containsKey(Option.DESCRIPTORS)
                        || row.options().containsKey(Option.PATIENT_CHARACTERISTICS))
                && List.of("LO", "SH", "ST", "LT", "UT", "UC").contains(vr)) {
            assertThat(found).isNotNull();
            assertThat(value).isEmpty();
        } else if (code.isPresent() && vr.equals("SQ")) {
            assertThat(found).isNotNull();
            assertThat(value).contains("2.25.").doesNotContain("1.2.3.77");
        } else {
            basic(row, vr, found, value);
        }
    }

    private static void basic(Row row, String vr, JsonNode found, String value) {
        switch (row.basic()) {
            case "X" -> assertThat(found).isNull();
            case "Z", "X/Z" -> {
                assertThat(found).isNotNull();
                assertThat(value).isEmpty();
            }
            case "U" -> assertThat(value).contains("2.25.").doesNotContain("1.2.3.77");
            case "X/Z/U*" -> assertThat(value).contains("2.25.").doesNotContain("1.2.3.77");
            case "X/D", "X/Z/D" -> {
                if (vr.equals("SQ")) {
                    assertThat(found).isNull();
                } else {
                    dummy(vr, row, value);
                }
            }
            default -> dummy(vr, row, value);
        }
    }

    private static void dummy(String vr, Row row, String value) {
        assertThat(value).isNotEmpty().doesNotContain(planted(vr, row)).doesNotContain("PLANTED");
    }

    private static String planted(String vr, Row row) {
        return switch (vr) {
            case "SQ" -> "PLANTED" + row.tag();
            case "DA" -> "19610307";
            case "DT" -> "19610307111213";
            case "TM" -> "111213";
            case "UI" -> "1.2.3.77";
            case "AS" -> "042Y";
            case "DS", "IS" -> "471147";
            case "AE", "CS", "SH" -> "PL" + row.tag();
            case "US", "OW", "OF", "OD", "OL" -> "";
            default -> "PLANTED" + row.tag() + "!";
        };
    }

    /** What an element says, values of its items included. */
    private static String text(JsonNode element) {
        if (element == null) {
            return "";
        }
        if (element.has("InlineBinary")) {
            return new String(
                    Base64.getDecoder().decode(element.get("InlineBinary").asText()), StandardCharsets.ISO_8859_1);
        }
        return element.has("Value") ? element.get("Value").toString() : "";
    }

    @Test
    void nothing_planted_comes_out_in_any_encoding() throws Exception {
        for (String syntax : List.of(Planted.EXPLICIT, Planted.IMPLICIT, Planted.BIG)) {
            for (boolean defined : List.of(true, false)) {
                byte[] clean = Planted.clean(
                        with(Dates.REMOVE, false, false, true),
                        all(syntax, defined, 2).file());
                assertThat(new String(clean, StandardCharsets.ISO_8859_1))
                        .as(syntax)
                        .doesNotContain("PLANTED")
                        .doesNotContain("1.2.3.77")
                        .doesNotContain("19610307");
            }
        }
    }

    @Test
    void the_file_meta_information_names_the_new_instance_and_nobody() throws Exception {
        String head = new String(
                Planted.clean(Planted.basic(), all(Planted.EXPLICIT, true, 0).file()),
                0,
                400,
                StandardCharsets.ISO_8859_1);
        assertThat(head.toUpperCase(Locale.ROOT))
                .contains("2.25.")
                .contains("OVERREAD")
                .doesNotContain("1.2.3.999");
    }
}
