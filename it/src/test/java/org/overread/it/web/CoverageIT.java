/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/** Readers and rosters in the document, what they cover, and the document's other forms. */
class CoverageIT {
    private static final String STAFF = """
            sites:
              - { name: mercy, timezone: Europe/Berlin, authority: MERCY, accessionIssuer: MERCY, jurisdiction: DE }
              - { name: island, timezone: Atlantic/Reykjavik, jurisdiction: IS }
            groups:
              - { name: house, tier: local, timezone: Europe/Berlin, sites: [mercy] }
              - { name: far, tier: global, timezone: Australia/Sydney }
            readers:
              - name: anna
                groups: [house]
                licences: [{ jurisdiction: DE }]
                specialties: [neuro]
                modalities: [CT, MR]
              - name: ben
                groups: [house]
                licences: [{ jurisdiction: DE, until: %s }]
                modalities: [CT]
              - name: matilda
                groups: [far]
                licences: [{ jurisdiction: DE }]
                modalities: [CT, MR, CR]
            rosters:
              - name: days
                shifts:
                  - { reader: anna, start: 2026-01-01T08:00, duration: PT10H, rule: FREQ=DAILY }
                  - { reader: ben, start: 2026-01-01T14:00, duration: PT8H, rule: FREQ=DAILY }
                  - { reader: ben, start: 2026-01-01T22:00, duration: PT3H, rule: FREQ=DAILY, kind: on-call }
              - name: nights
                shifts:
                  - { reader: matilda, start: 2026-01-01T09:00, duration: PT6H, rule: FREQ=DAILY }
            rules:
              - { name: neuro, when: 'modality == "MR"', then: { group: house, specialties: [neuro] } }
              - { name: everything, when: "true", then: { groups: [house, far] } }
            """;

    private static Stack stack;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        stack = WebStack.shared();
        stack.configure(STAFF.formatted(java.time.LocalDate.now().plusDays(20)));
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        WebStack.shared();
    }

    @Test
    void tells_who_will_be_there_and_what_is_missing() {
        JsonNode coverage =
                stack.as("coordinator").get("/overread/api/coverage").ok().json();
        assertThat(coverage.get("lines")).hasSize(12);
        // modalities by name: CR, CT, MR; of each first without a sub-specialty
        assertThat(coverage.at("/lines/2/modality").asText()).isEqualTo("CT");
        assertThat(coverage.at("/lines/2/hours").asText()).hasSize(168).containsPattern("2+1+C+");
        List<String> gaps = new ArrayList<>();
        coverage.get("gaps").forEach(gap -> gaps.add(gap.get("site").asText()));
        assertThat(gaps).contains("mercy", "island");
        assertThat(coverage.get("licences").get(0).get("reader").asText()).isEqualTo("ben");
        JsonNode island = stack.as("coordinator")
                .get("/overread/api/coverage?site=island")
                .ok()
                .json();
        assertThat(island.get("lines")).hasSize(6);
        assertThat(island.get("lines").get(0).get("hours").asText()).isEqualTo("-".repeat(168));
        assertThat(stack.as("radiologist").get("/overread/api/coverage").status())
                .isEqualTo(403);
    }

    @Test
    void the_document_has_a_schema_a_json_form_and_differences() {
        JsonNode schema =
                stack.as("admin").get("/overread/api/configuration/schema").ok().json();
        assertThat(schema.get("$schema").asText()).contains("2020-12");
        assertThat(schema.at("/properties/readers/items/properties/licences").isMissingNode())
                .isFalse();
        JsonNode json = stack.as("admin")
                .header("Accept", "application/json")
                .get("/overread/api/configuration")
                .ok()
                .json();
        assertThat(json.at("/readers/0/name").asText()).isEqualTo("anna");
        assertThat(stack.as("admin").get("/overread/api/configuration").text()).startsWith("sites:\n");
        int version = stack.as("admin")
                .get("/overread/api/configuration/versions?limit=1")
                .ok()
                .json()
                .at("/items/0/version")
                .asInt();
        JsonNode changes = stack.as("admin")
                .get("/overread/api/configuration/versions/" + (version - 1) + "/diff/" + version)
                .ok()
                .json();
        assertThat(changes.get("changes").toString()).contains("rosters");
        assertThat(stack.as("admin")
                        .get("/overread/api/configuration/versions/" + version + "/diff/9999")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void the_page_shows_the_hours_and_tells_the_gaps() {
        Waiting.until(
                "coordinators are told of gaps, lonely hours and licences",
                java.time.Duration.ofMinutes(3),
                () -> stack
                                .as("coordinator")
                                .get("/overread/api/coverage")
                                .ok()
                                .json()
                                .get("notices")
                                .findValuesAsText("what")
                                .stream()
                                .distinct()
                                .count()
                        == 3);
        try (Page page = chromium.open("coordinator", 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(stack.http().base() + "/overread/");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Coverage"))
                    .click();
            page.getByText("Hangs on one reader").waitFor();
            page.getByText("CT neuro").first().waitFor();
            page.getByText("Nobody is on duty for").first().waitFor();
            Chromium.picture(page, "coverage");
        }
        try (Page page = chromium.open("coordinator", 390, 844, ColorScheme.DARK)) {
            page.navigate(stack.http().base() + "/overread/coverage");
            page.getByText("Hangs on one reader").waitFor();
            assertThat(Chromium.overflows(page)).isFalse();
            Chromium.picture(page, "coverage-390");
        }
    }
}
