/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

        try (Chromium chromium = new Chromium()) {
            explained(chromium, id);
            glass(chromium, id);
        }
        Http first = readings.stack.as("reader1");
        String etag = first.get("/overread/api/cases/" + id).ok().header("ETag");
        first.header("If-Match", etag)
                .post("/overread/api/cases/" + id + "/decline", "{\"reason\": \"not my field\"}")
                .ok();
        Waiting.until("the next reader has it", Readings.LIMIT, () -> "reader2".equals(assigned()));
        assertThat(claim("reader2", id).status()).isEqualTo(200);

        replay();
    }

    /** The page tells to whom it is given and until when, who was looked at, and of any one why not. */
    private static void explained(Chromium chromium, long id) {
        for (int width : new int[] {1440, 390}) {
            try (Page page =
                    chromium.open("coordinator", width, 1600, width == 390 ? ColorScheme.DARK : ColorScheme.LIGHT)) {
                page.navigate(readings.stack.http().base() + "/overread/cases/" + id);
                page.getByText("Given to reader1 until").waitFor();
                page.getByText("Readers looked at").click();
                page.getByText("has no licence for the patient's place").first().waitFor();
                page.getByLabel("Why not…").fill("reader0");
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask"))
                        .click();
                page.getByText("Now", new Page.GetByTextOptions().setExact(true))
                        .waitFor();
                assertThat(page.locator(".or-why-said dd").allTextContents())
                        .hasSize(2)
                        .allMatch(text -> text.equals("Not reader0, who has no licence for the patient's place (DE)."));
                assertThat(Chromium.overflows(page)).isFalse();
                Chromium.picture(page, "case-decision-" + width);
            }
        }
    }

    /** Somebody of another house comes to it in an emergency only, and is told for how long. */
    private static void glass(Chromium chromium, long id) {
        try (Page page = chromium.open("stranger", 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(readings.stack.http().base() + "/overread/cases/" + id);
            page.getByText("Nothing here that you may see").waitFor();
            page.getByText("Break the glass…").click();
            page.getByLabel("Why").fill("stroke on the table");
            Chromium.picture(page, "case-glass-ask");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions()
                                    .setName("Break the glass")
                                    .setExact(true))
                    .click();
            page.getByText("Glass broken: you see it until").waitFor();
            Chromium.picture(page, "case-glass");
        }
        assertThat(readings.count("select count(*) from timeline where kind = 'case.glass-broken'"))
                .isEqualTo(1);
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
        assertThat(result.at("/listed/0/draftFate/tier").asText()).isEqualTo("REGIONAL");
        assertThat(result.at("/happened/all/cases").asInt()).isEqualTo(1);
        assertThat(admin.get(path).json().get("total").asInt()).isEqualTo(1);
        assertThat(admin.get("/overread/api/configuration/replay")
                        .ok()
                        .json()
                        .at("/items/0/state")
                        .asText())
                .isEqualTo("DONE");
        replayed(draft);
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

    /** The same from the page: the draft is asked for there, and what it would change is told. */
    private static void replayed(String draft) {
        String base = readings.stack.http().base() + "/overread/replay";
        try (Chromium chromium = new Chromium();
                Page page = chromium.open("admin", 1440, 1600, ColorScheme.LIGHT)) {
            page.navigate(base);
            page.getByLabel("The draft, beginning with").fill("groups: 7");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Replay").setExact(true))
                    .click();
            page.getByText("The draft has errors, and was not run").waitFor();
            Chromium.picture(page, "replay-errors-1440");
            page.getByLabel("The draft, beginning with").fill(draft);
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Replay").setExact(true))
                    .click();
            page.getByText("What the draft changes").waitFor();
            assertThat(page.getByText("near → far").count()).isEqualTo(1);
            Chromium.picture(page, "replay-1440");
            String one = page.url();
            for (String url : new String[] {base, one}) {
                try (Page phone = chromium.open("coordinator", 390, 1600, ColorScheme.DARK)) {
                    phone.navigate(url);
                    phone.getByText(url.equals(one) ? "What the draft changes" : "Asked for last")
                            .waitFor();
                    assertThat(Chromium.overflows(phone)).isFalse();
                    Chromium.picture(phone, url.equals(one) ? "replay-390" : "replays-390");
                }
            }
        }
    }
}
