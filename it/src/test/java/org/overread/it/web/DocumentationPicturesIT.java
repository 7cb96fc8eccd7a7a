/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overread.kit.Http;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/**
 * A morning's work, made by orders and images that go through the running server, and its pictures: those of docs/images
 * are made by this test alone, {@code ./verify -Dit.test=DocumentationPicturesIT}.
 */
class DocumentationPicturesIT {
    private static final String CONFIGURATION = WebStack.HOSPITAL + """
            destinations:
              - name: group-pacs
                kind: dicomweb
                url: %s
            groups:
              - name: local
                tier: local
                destination: group-pacs
              - name: neuro
                tier: regional
                destination: group-pacs
            rules:
              - name: MR of the head goes to the neuroradiologists
                when: modality == "MR" && order.procedure.contains("BRAIN")
                then:
                  group: neuro
              - name: everything else is read here
                when: "true"
                then:
                  group: local
            """;

    private final Stack stack = WebStack.shared();

    @Test
    void the_worklist_and_a_case_show_what_orders_and_images_made_of_them() {
        stack.configure(CONFIGURATION.formatted(
                stack.hospital().dicomWeb(), stack.group().dicomWeb()));
        Order stroke = order(person(1, "HOLLOWAY^GRACE", "19510417", "F"), "CT", "CT HEAD WITHOUT CONTRAST", "S");
        Order chest = order(person(2, "OKAFOR^SAMUEL", "19830926", "M"), "CR", "CHEST 2 VIEWS", "S");
        Order brain = order(person(3, "LINDQVIST^MAJA", "19720311", "F"), "MR", "MR BRAIN WITH CONTRAST", "A");
        Order abdomen = order(person(4, "BRANDT^OTTO", "19480705", "M"), "CT", "CT ABDOMEN AND PELVIS", "R");
        Order knee = order(person(5, "NGUYEN^THI^LAN", "19920706", "F"), "MR", "MR KNEE LEFT", "R");
        Order spine = order(person(6, "DUBOIS^RENÉ", "19690219", "M"), "MR", "MR LUMBAR SPINE", "R");
        Order hip = order(person(7, "ÖZTÜRK^AYŞE", "20020830", "F"), "DX", "HIP RIGHT", "P");
        for (Order ordered : List.of(stroke, chest, brain, abdomen, knee, spine, hip)) {
            WebStack.place(stack.ports().mllp(), ordered);
        }
        for (Order ready : List.of(stroke, brain, abdomen, knee)) {
            complete(stack.studies().of(ready, ready.modality().equals("CT") ? 24 : 12));
        }
        show(stack.studies().of(chest, 2));
        Study hand = stack.studies().unordered(person(8, "ASHDOWN^IVY", "19610312", "F"), "DX", "HAND LEFT", 2);
        complete(hand);
        for (Order ready : List.of(stroke, brain, abdomen, knee)) {
            awaitState(ready, "AVAILABLE");
        }
        awaitState(chest, "ARRIVING");
        claim(abdomen);

        try (Chromium chromium = new Chromium();
                Page page = chromium.open("coordinator", 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(stack.http().base() + "/overread/");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Holloway, Grace"))
                    .first()
                    .waitFor();
            page.locator(".or-live-live").waitFor();
            Chromium.picture(page, "documentation-worklist");
            // by its accession number: other tests on this server know patients of the same name
            page.getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText(brain.accession()))
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Lindqvist, Maja"))
                    .click();
            page.locator(".or-step").first().waitFor();
            page.locator(".or-trials").first().waitFor();
            Chromium.picture(page, "documentation-case");
            assertThat(page.locator(".or-matched").first().textContent()).contains("neuroradiologists");
        }
    }

    private static Patient person(int number, String name, String birthDate, String sex) {
        return new Patient("D-" + (4200 + number), "MERCY", name, birthDate, sex);
    }

    private static Order order(Patient patient, String modality, String procedure, String priority) {
        Order made = Order.of(patient, modality, procedure);
        return new Order(
                patient,
                made.placer(),
                made.filler(),
                made.accession(),
                made.procedureId(),
                made.studyUid(),
                modality,
                made.procedureCode(),
                procedure,
                priority);
    }

    private void show(Study study) {
        stack.hospital().store(study);
        stack.http()
                .header("X-Overread-Key", Stack.TEST_NOTIFY_KEY)
                .get("/overread/notify/studies/" + study.uid())
                .ok();
    }

    /** The technologist's word, as soon as the archive was looked at. */
    private void complete(Study study) {
        show(study);
        Http technologist = stack.as("technologist").header("X-Requested-With", "test");
        Waiting.until(
                "study is complete",
                Duration.ofSeconds(60),
                () -> technologist
                                .post("/overread/api/studies/" + study.uid() + "/complete", "")
                                .status()
                        == 200);
    }

    private void awaitState(Order order, String state) {
        Waiting.until(
                order.procedureText() + " is " + state,
                Duration.ofSeconds(90),
                () -> caseOf(order).path("state").asText().equals(state));
    }

    private JsonNode caseOf(Order order) {
        return stack.as("coordinator")
                .post("/overread/api/cases/search", "{\"accession\":\"" + order.accession() + "\"}")
                .ok()
                .json()
                .at("/items/0");
    }

    private void claim(Order order) {
        JsonNode item = caseOf(order);
        stack.as("radiologist")
                .header("X-Requested-With", "test")
                .header("If-Match", "\"" + item.get("version").asInt() + "\"")
                .send(
                        "POST",
                        "/overread/api/cases/" + item.get("id").asLong() + "/claim",
                        null,
                        BodyPublishers.noBody())
                .ok();
    }
}
