/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.overread.transfer.deid.ConfidentialityTable.Row;

/** Datasets of any shape: what the table lists and what is private never comes out, and what comes out is well-formed. */
class DeidentifierProperties {
    private static final List<Row> ROWS = ConfidentialityTable.standard().rows().stream()
            .filter(row -> row.tag().matches("[0-9A-F]{8}"))
            .filter(row -> Integer.parseUnsignedInt(row.tag(), 16) >>> 16 > 8)
            // they stay by the option that the profile has
            .filter(row -> !Character.valueOf('K').equals(row.options().get(Option.PATIENT_CHARACTERISTICS)))
            .toList();
    private static final List<String> SYNTAXES = List.of(Planted.EXPLICIT, Planted.IMPLICIT, Planted.BIG);

    @Property(tries = 500)
    void nothing_planted_comes_out(@ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int syntax) throws Exception {
        Random random = new Random(seed);
        String encoding = SYNTAXES.get(syntax);
        Planted object = random(new Planted(encoding, random.nextBoolean()), random, 3)
                .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2")
                .text(0x00080018, "UI", "1.2.3.999");
        byte[] clean = Planted.clean(Planted.usual(), object.file());
        String text = new String(clean, StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("PLANTED").doesNotContain("1.2.3.77").doesNotContain("19610307");
        DicomInput in = new DicomInput(new ByteArrayInputStream(clean));
        FileMeta.read(in);
        Encoding way = Encoding.of(encoding).orElseThrow();
        int last = 0;
        while (!in.atEnd()) {
            DicomInput.Head head = in.head(way);
            assertThat(Integer.compareUnsigned(last, head.tag())).isNegative();
            last = head.tag();
            in.skipValue(head, way, 0);
        }
        // what is de-identified once more changes only in its pseudonyms: no element comes or goes
        byte[] again = Planted.clean(Planted.usual(), clean);
        assertThat(again.length).isBetween(clean.length - 2048, clean.length + 2048);
    }

    private static Planted random(Planted object, Random random, int depth) {
        for (int i = random.nextInt(12); i >= 0; i--) {
            Row row = ROWS.get(random.nextInt(ROWS.size()));
            int tag = Integer.parseUnsignedInt(row.tag(), 16);
            String vr = ConfidentialityTable.standard().vr(tag).orElse("UN");
            switch (vr) {
                case "SQ" -> object.sequence(tag, depth > 0 ? random(object.item(), random, depth - 1) : object.item());
                case "UI" -> object.text(tag, vr, "1.2.3.77");
                case "DA", "DT" -> object.text(tag, vr, "19610307");
                case "LO", "SH", "ST", "LT", "UT", "UC", "PN", "UN", "OB", "UR", "AE" ->
                    object.text(tag, vr, "PLANTED" + random.nextInt(1000));
                default -> {}
            }
        }
        if (depth > 0 && random.nextBoolean()) {
            object.sequence(0x52009229, random(object.item(), random, depth - 1));
        }
        int group = 0x0009 + 2 * random.nextInt(40);
        object.text(group << 16 | 0x10, "LO", "PLANTED" + group);
        object.text(group << 16 | 0x1001, "LO", "PLANTED");
        object.sequence(group << 16 | 0x1002, object.item().text(0x00181030, "LO", "PLANTED"));
        return object;
    }
}
