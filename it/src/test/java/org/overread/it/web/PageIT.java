/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;

/** The first page, in a browser, as a coordinator meets it. */
class PageIT {
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
    void an_order_appears_by_itself_and_its_page_tells_what_happened() {
        Order first = Order.of(new Patient("P-100", "MERCY", "LINDQVIST^MAJA", "19580311", "F"), "CT", "CT HEAD")
                .stat();
        WebStack.place(stack.ports().mllp(), first);
        WebStack.caseOf(stack, first);
        List<String> complaints = new ArrayList<>();
        try (Page page = open(1440, 900, ColorScheme.LIGHT)) {
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.navigate(stack.http().base() + "/overread/");
            page.getByRole(AriaRole.LINK, name("Lindqvist, Maja")).first().waitFor();
            page.locator(".or-live-live").waitFor();

            Order late = Order.of(new Patient("P-200", "MERCY", "BRANDT^OTTO", "19490922", "M"), "MR", "MR KNEE");
            WebStack.place(stack.ports().mllp(), late);
            page.getByRole(AriaRole.LINK, name("Brandt, Otto")).first().waitFor();
            Chromium.picture(page, "worklist");

            page.getByRole(AriaRole.LINK, name("Lindqvist, Maja")).first().click();
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Timeline"))
                    .waitFor();
            page.locator(".or-step").first().waitFor();
            Chromium.picture(page, "case");
            page.reload();
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Lindqvist, Maja"))
                    .waitFor();
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void nothing_has_to_be_scrolled_sideways_on_a_tablet_or_a_phone() {
        Order order = Order.of(new Patient("P-300", "MERCY", "NGUYEN^THI^LAN", "19920706", "F"), "CX", "CHEST 2 VIEWS");
        WebStack.place(stack.ports().mllp(), order);
        WebStack.caseOf(stack, order);
        for (int width : new int[] {820, 390}) {
            try (Page page = open(width, 844, ColorScheme.DARK)) {
                page.navigate(stack.http().base() + "/overread/");
                page.getByRole(AriaRole.LINK, name("Nguyen, Thi Lan")).first().waitFor();
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(width);
                assertThat((Boolean) page.evaluate("document.documentElement.matches('.pf-v6-theme-dark')"))
                        .isTrue();
                Chromium.picture(page, "worklist-" + width);
            }
        }
    }

    private static Page.GetByRoleOptions name(String text) {
        return new Page.GetByRoleOptions().setName(text);
    }

    private static Page open(int width, int height, ColorScheme scheme) {
        return chromium.open("coordinator", width, height, scheme);
    }
}
