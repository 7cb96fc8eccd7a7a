/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.overread.kit.Places;

/** What is in the EAR is in its bill of materials (CycloneDX), and each part has a licence that may be passed on. */
class SupplyChainIT {
    /** By SPDX id, or by the name that a part gives it. */
    private static final Pattern ALLOWED = Pattern.compile(
            "Apache-2.0|MIT|MIT-0|BSD-[23]-Clause|EPL-[12].0|MPL-(1.1|2.0)|CC0-1.0|ISC|The Apache.*|Similar to Apache License but.*|Apache.*|.*MIT.*"
                    + "|.*BSD.*|Bouncy Castle Licence|Eclipse Public License.*|Mozilla Public License.*|Go License"
                    + "|Unicode.*|Public Domain.*",
            Pattern.CASE_INSENSITIVE);

    private final JsonNode bill = read();

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Places.root()
                            .resolve("ear/target/overread-bom.json")
                            .toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void each_library_of_the_ear_is_in_its_bill_of_materials() throws IOException {
        Set<String> told = new TreeSet<>();
        bill.get("components")
                .forEach(each -> told.add(
                        each.path("group").asText() + "-" + each.path("name").asText() + "-"
                                + each.path("version").asText() + ".jar"));
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        try (ZipFile ear = new ZipFile(Places.ear().toFile())) {
            List<String> libraries = ear.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring(4))
                    .toList();
            assertThat(libraries).hasSizeGreaterThan(20);
            assertThat(told).containsAll(libraries);
        }
    }

    @Test
    void each_part_has_a_licence_that_lets_it_be_passed_on() {
        List<String> others = new ArrayList<>();
        bill.get("components").forEach(each -> {
            List<String> licences = new ArrayList<>();
            each.path("licenses").forEach(licence -> {
                licences.add(licence.path("license").path("id").asText());
                licences.add(licence.path("license").path("name").asText());
                licences.add(licence.path("expression").asText());
            });
            if (!each.path("group").asText().equals("org.overread")
                    && licences.stream().noneMatch(name -> ALLOWED.matcher(name).matches())) {
                others.add(each.path("purl").asText() + " " + licences);
            }
        });
        assertThat(others).isEmpty();
    }
}
