/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.it.web.Chromium;
import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.QuickstartConfiguration;
import org.overread.kit.Stack;

/** The auditor's page, in a browser. */
class AuditPageIT {
    private static final Patient PATIENT = new Patient("AU-1", "MERCY", "NAKAMURA^YUI", "19830517", "F");
    private static Stack stack;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.shared();
        stack.configure(QuickstartConfiguration.ownArchive(stack));
        try (MllpClient ris = stack.mllp()) {
            ris.send(Hl7Orders.from("RIS", "MERCY").ormO01(Order.of(PATIENT, "CT", "CT HEAD")));
        }
        stack.as("coordinator")
                .post("/overread/api/patients/search", "{\"patientId\":\"AU-1\"}")
                .ok();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void an_auditor_finds_who_saw_a_patient_and_checks_that_the_trail_is_whole() {
        for (int width : new int[] {1440, 390}) {
            try (Page page = chromium.open("auditor", width, 900, ColorScheme.LIGHT)) {
                page.navigate("http://127.0.0.1:" + stack.ports().http() + "/overread/audit");
                page.getByLabel("Patient ID").first().fill("AU-1");
                page.keyboard().press("Enter");
                page.getByText("Order created").first().waitFor();
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check the trail"))
                        .click();
                page.getByText("Whole:").first().waitFor();
                Chromium.picture(page, "audit-" + width);
                assertThat(page.url()).doesNotContain("AU-1");
            }
        }
    }

    @Test
    void a_search_is_told_with_what_was_asked() {
        String told = stack.as("auditor")
                .post("/overread/api/audit/search", "{\"event\":\"110112\",\"who\":\"coordinator\"}")
                .ok()
                .text();
        assertThat(told).contains("ParticipantObjectQuery");
        String csv = stack.as("auditor")
                .post("/overread/api/audit/search/csv", "{\"patientId\":\"AU-1\"}")
                .ok()
                .text();
        assertThat(csv).startsWith("id,at,event").contains("\"110109\",\"C\",0,\"MERCY|RIS\"");
        assertThat(stack.as("auditor")
                        .get("/overread/api/audit/unusual")
                        .ok()
                        .json()
                        .has("items"))
                .isTrue();
    }
}
