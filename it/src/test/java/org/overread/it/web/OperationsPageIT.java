/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;

/** Messages, reconciliation and log-out, in a browser. */
class OperationsPageIT {
    private static Stack stack;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        stack = WebStack.shared();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void an_integrator_reads_a_refused_message_mends_it_sees_what_that_does_and_sends_it() throws IOException {
        Order order = Order.of(new Patient("OP-1", "MERCY", "ÖZTÜRK^AYŞE", "20020830", "F"), "MR", "MR KNEE");
        refuse(order);
        try (Page page = chromium.open("integrator", 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(at("/overread/"));
            link(page, "Messages").first().click();
            button(page, "Result filter").click();
            page.locator(".pf-v6-c-menu")
                    .getByText("Refused", new Locator.GetByTextOptions().setExact(true))
                    .click();
            page.keyboard().press("Escape");
            link(page, "ORM^O01").first().waitFor();
            Chromium.picture(page, "messages");
            link(page, "ORM^O01").first().click();
            page.getByText("Patient Name").first().waitFor();
            page.getByText("ÖZTÜRK").first().waitFor();
            Chromium.picture(page, "message");
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("As it came"))
                    .click();
            page.getByText("MSH|^~\\&|RIS").first().waitFor();

            button(page, "Edit and send…").click();
            Locator text = page.locator(".or-edit textarea, textarea.or-edit").first();
            text.fill(text.inputValue().replace("|QQ|", "|SC|"));
            button(page, "Preview").click();
            page.getByText("Order received.").waitFor();
            Chromium.picture(page, "message-preview");
            button(page, "Send it").click();
            page.getByText("Stands for").waitFor();
            link(page, "Case").first().waitFor();
            Chromium.picture(page, "message-resent");
        }
        assertThat(WebStack.caseOf(stack, order)).isPositive();
    }

    @Test
    void all_that_were_refused_for_one_reason_are_tried_and_sent_together() throws IOException {
        refuse(Order.of(new Patient("OP-4", "MERCY", "FORSTER^HAL", "19551001", "M"), "CT", "CT SPINE"));
        try (Page page = chromium.open("integrator", 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(at("/overread/messages"));
            link(page, "OVR001410").first().click();
            button(page, "Send all of these through again…").click();
            page.getByText("refused again").waitFor();
            Chromium.picture(page, "messages-all");
            button(page, "Send them").click();
            button(page, "Close").last().waitFor();
            page.getByText("Would be")
                    .waitFor(new Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        }
    }

    @Test
    void a_coordinator_binds_a_suggested_order_and_takes_that_back() {
        Patient patient = new Patient("OP-2", "MERCY", "CASTILLO^LUZ", "19901123", "F");
        Study study = stack.studies().unordered(patient, "CT", "HEAD", 2);
        stack.hospital().store(study);
        stack.http()
                .header("X-Overread-Key", Stack.TEST_NOTIFY_KEY)
                .get("/overread/notify/studies/" + study.uid())
                .ok();
        WebStack.place(stack.ports().mllp(), Order.of(patient, "CT", "CT HEAD WITHOUT CONTRAST"));
        try (Page page = chromium.open("coordinator", 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(at("/overread/reconciliation"));
            Locator card = page.locator(".or-pair").filter(new Locator.FilterOptions().setHasText("Castillo, Luz"));
            card.getByText("The same patient.").first().waitFor();
            Chromium.picture(page, "reconciliation");
            card.getByText("They belong together…").first().click();
            page.getByLabel("Why").fill("The ward says so");
            Chromium.picture(page, "reconciliation-decide");
            button(page, "Bind them").click();
            card.waitFor(new Locator.WaitForOptions()
                    .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Decisions"))
                    .click();
            page.getByText("The ward says so").waitFor();
            Chromium.picture(page, "reconciliation-decisions");
            button(page, "Take back").first().click();
            page.getByText("taken back by coordinator").waitFor();
        }
    }

    @Test
    void on_a_phone_nothing_has_to_be_scrolled_sideways() throws IOException {
        refuse(Order.of(new Patient("OP-3", "MERCY", "BRANDT^OTTO", "19480705", "M"), "CT", "CT ABDOMEN"));
        try (Page page = chromium.open("integrator", 390, 844, ColorScheme.DARK)) {
            page.navigate(at("/overread/messages"));
            page.locator(".or-card").first().waitFor();
            assertThat(Chromium.overflows(page)).isFalse();
            Chromium.picture(page, "messages-390");
            page.locator(".or-card-link").first().click();
            page.locator(".or-tree").waitFor();
            assertThat(Chromium.overflows(page)).isFalse();
            Chromium.picture(page, "message-390");
            page.navigate(at("/overread/reconciliation"));
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Reconciliation"))
                    .waitFor();
            page.locator(".or-tabs").waitFor();
            assertThat(Chromium.overflows(page)).isFalse();
            Chromium.picture(page, "reconciliation-390");
        }
    }

    @Test
    void a_reader_is_offered_the_worklist_alone() {
        try (Page page = chromium.open("radiologist", 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(at("/overread/"));
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Cases"))
                    .waitFor();
            button(page, "radiologist").waitFor();
            assertThat(page.locator(".or-places").count()).isZero();
        }
    }

    @Test
    void who_logs_out_is_forgotten_by_the_browser_and_the_trail_tells() {
        String base = stack.http().base();
        try (Page page = chromium.open(null, 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(base.replace("://", "://coordinator:coordinator@") + "/overread/api/me");
            assertThat(page.navigate(at("/overread/")).status())
                    .as("the browser keeps the password")
                    .isEqualTo(200);
            button(page, "coordinator").click();
            page.getByText("Log out").click();
            page.getByText("You are logged out").waitFor();
            Chromium.picture(page, "logged-out");

            // 401, and nothing left to answer it with: the page is not opened
            assertThatThrownBy(() -> page.navigate(at("/overread/api/me")))
                    .hasMessageContaining("ERR_INVALID_AUTH_CREDENTIALS");
        }
        try (Page page = chromium.open("coordinator", 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(at("/overread/"));
            // the stream of who logged out does not take the others' with it
            page.locator(".or-live-live").waitFor();
        }
        assertThat(stack.as("auditor")
                        .get("/overread/api/audit?event=110114&who=coordinator&limit=20")
                        .ok()
                        .text())
                .contains("110123");
    }

    private static void refuse(Order order) throws IOException {
        try (MllpClient ris = stack.mllp()) {
            assertThat(ris.send(Hl7Orders.from("RIS", "MERCY").ormO01(order, "NW", "QQ"))
                            .code())
                    .isEqualTo("AE");
        }
    }

    private static String at(String path) {
        return stack.http().base() + path;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
