/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.it.web.Chromium;
import org.overread.kit.Http;
import org.overread.kit.Waiting;

/** A case comes to the one reader who may have it, on the real server, and each other one is told why not. */
class ReadersIT {
    private static final String CONFIGURATION = """
            sites:
              - {name: mercy, authority: MERCY, accessionIssuer: MERCY, jurisdiction: DE}
            senders:
              - name: ris
                site: mercy
                match: {sendingApplication: RIS, sendingFacility: MERCY}
            archives:
              - name: hospital
                kind: dicomweb
                site: mercy
                url: %s
                intake: all
                sweepInterval: PT2S
                quietPeriod: PT2S
            groups:
              - {name: near, tier: local, assignment: push, offer: PT30M}
              - {name: far, tier: regional}
            readers:
              - {name: reader0, groups: [near], licences: [{jurisdiction: FR}]}
              - {name: reader1, groups: [near], licences: [{jurisdiction: DE}]}
              - {name: reader2, groups: [near], licences: [{jurisdiction: DE}]}
            rosters:
              - name: always
                shifts:
                  - {reader: reader0, start: 2026-01-01T00:00, duration: PT24H, rule: FREQ=DAILY}
                  - {reader: reader1, start: 2026-01-01T00:00, duration: PT24H, rule: FREQ=DAILY}
                  - {reader: reader2, start: 2026-01-01T00:00, duration: PT24H, rule: FREQ=DAILY}
            rules:
              - {name: all to near, when: "true", then: {group: near}}
            """;

    private static Readings readings;

    @BeforeAll
    static void start() {
        readings = new Readings("readers", 3, CONFIGURATION);
    }

    @AfterAll
    static void stop() {
        readings.stack.stop();
    }

    private static Http.Reply claim(String reader, long id) {
        Http http = readings.stack.as(reader);
        String etag = http.get("/overread/api/cases/" + id).ok().header("ETag");
        return http.header("If-Match", etag).post("/overread/api/cases/" + id + "/claim", "{}");
    }

    private static String assigned() {
        return readings.stack
                .database()
                .rows("select assigned_reader from case_offer")
                .get(0);
    }

    @Test
    void a_case_is_given_declined_given_on_and_explained_and_a_draft_is_tried_on_it() {
        readings.available(1);
        long id = readings.count("select id from reading_case");
        assertThat(assigned()).isEqualTo("reader1");

        assertThat(claim("reader0", id).json().get("code").asText()).isEqualTo("OVR000705");
        Http.Reply given = claim("reader2", id);
        assertThat(given.status()).isEqualTo(409);
        assertThat(given.json().get("title").asText()).contains("given to reader1");

        JsonNode why = readings.stack
                .as("coordinator")
                .get("/overread/api/cases/" + id + "/decisions/why?reader=reader0")
                .ok()
                .json();
        assertThat(why.get("then").asText()).isEqualTo("Not reader0, who has no licence for the patient's place (DE).");
        assertThat(why.get("now").asText()).isEqualTo(why.get("then").asText());
        assertThat(readings.stack
                        .as("coordinator")
                        .get("/overread/api/cases/" + id + "/decisions/why?reader=nobody")
                        .status())
                .isEqualTo(404);

        Http first = readings.stack.as("reader1");
        String etag = first.get("/overread/api/cases/" + id).ok().header("ETag");
        first.header("If-Match", etag)
                .post("/overread/api/cases/" + id + "/decline", "{\"reason\": \"not my field\"}")
                .ok();
        Waiting.until("the next reader has it", Readings.LIMIT, () -> "reader2".equals(assigned()));
        assertThat(claim("reader2", id).status()).isEqualTo(200);

        try (Chromium chromium = new Chromium()) {
            Page page = chromium.open("coordinator", 1440, 1400, ColorScheme.LIGHT);
            page.navigate(readings.stack.http().base() + "/overread/cases/" + id);
            page.getByText("Not reader0, who has no licence").first().waitFor();
            Chromium.picture(page, "case-decision");
        }
        replay();
    }

    /** A draft that gives the case to the far group. */
    private static void replay() {
        Http admin = readings.stack.as("admin");
        String draft = CONFIGURATION
                .formatted(readings.stack.hospital().dicomWeb())
                .replace("then: {group: near}", "then: {group: far}");
        JsonNode asked = admin.send(
                        "POST",
                        "/overread/api/configuration/replay",
                        "application/yaml",
                        BodyPublishers.ofString(draft))
                .ok()
                .json();
        String path = "/overread/api/configuration/replay/" + asked.get("id").asLong();
        Waiting.until(
                "the replay is done",
                Readings.LIMIT,
                () -> "DONE".equals(admin.get(path).ok().json().get("state").asText()));
        JsonNode result = admin.get(path).json().get("result");
        assertThat(result.get("cases").asInt()).isEqualTo(1);
        assertThat(result.get("changed").asInt()).isEqualTo(1);
        assertThat(result.at("/listed/0/live").asText()).isEqualTo("near");
        assertThat(result.at("/listed/0/draft").asText()).isEqualTo("far");
        assertThat(readings.stack
                        .as("reader1")
                        .send(
                                "POST",
                                "/overread/api/configuration/replay",
                                "application/yaml",
                                BodyPublishers.ofString(draft))
                        .status())
                .isEqualTo(403);
    }
}
