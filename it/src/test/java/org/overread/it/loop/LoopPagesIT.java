/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.it.web.Chromium;
import org.overread.kit.MllpReceiver.Received;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Waiting;

/** What the loop's messages say, on its way through the page. */
class LoopPagesIT {
    private static final byte[] PDF = "%PDF-1.4\nan invented report\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
    /** Twelve scripts. */
    private static final List<String> NAMES = List.of(
            "ŁUKASIEWICZ^ŽOFIE",
            "ΔΗΜΟΥ^ΕΛΕΝΗ",
            "ЛЮБИМОВ^ЁЖИ",
            "שרון^דבורה",
            "قباني^لنزار",
            "शर्मा^प्रिया",
            "สุขใจ^นภา",
            "王^小東",
            "ヤマダ^タロウ",
            "김^희중",
            "ბერიძე^ნინო",
            "Պետրոսյան^Անի");

    private static Loop loop;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        loop = new Loop("loop-pages");
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() throws IOException {
        if (chromium != null) {
            chromium.close();
        }
        loop.close();
    }

    @Test
    void names_in_twelve_scripts_go_in_by_hl7_through_rest_and_page_and_out_by_hl7_byte_for_byte() throws IOException {
        int number = 0;
        for (String name : NAMES) {
            Order order = Order.of(new Patient("S-" + ++number, "MERCY", name, "19700101", "F"), "CT", "CT HEAD");
            String sent = Loop.RIS.ormO01(order);
            loop.send(sent);
            loop.await(order, "ORDERED");
            JsonNode found = loop.find(order);
            assertThat(found.at("/patient/name").asText().getBytes(StandardCharsets.UTF_8))
                    .as(name)
                    .isEqualTo(name.getBytes(StandardCharsets.UTF_8));
            try (Page page = chromium.open("coordinator", 1200, 800, ColorScheme.LIGHT)) {
                page.navigate(loop.stack.http().base() + "/overread/cases/"
                        + found.path("id").asText());
                page.locator("h1").first().waitFor();
                // the page writes a name that is all in capitals as names are written
                assertThat(page.locator("h1").first().textContent().toUpperCase(Locale.ROOT))
                        .isEqualTo(name.replace("^", ", ").toUpperCase(Locale.ROOT));
            }
            loop.send(Loop.RIS.ormO01(order, "CA", "CA"));
            Waiting.until(
                    "the RIS is told", Loop.LIMIT, () -> loop.statuses(order).equals(List.of("CA")));
            Received told = loop.ris.messages().stream()
                    .filter(m -> m.field("OBR", 2).startsWith(order.placer()))
                    .findFirst()
                    .orElseThrow();
            assertThat(told.field("PID", 5).getBytes(StandardCharsets.UTF_8))
                    .as(name)
                    .isEqualTo(name.getBytes(StandardCharsets.UTF_8));
            assertThat(told.field("MSH", 18)).isEqualTo("UNICODE UTF-8");
        }
    }

    @Test
    void names_in_twelve_scripts_come_back_in_the_report_that_goes_to_the_ris_byte_for_byte() throws IOException {
        List<Order> orders = new ArrayList<>();
        for (String name : NAMES) {
            // DICOM readers meet the ASCII name alone: what is looked at here is HL7's way in and out
            Order order =
                    Order.of(new Patient("O-" + (orders.size() + 1), "MERCY", name, "19700101", "F"), "CT", "CT HEAD");
            orders.add(order);
            loop.send(Loop.RIS.ormO01(order));
            loop.stack.hospital().store(loop.stack.studies().size(16).of(order, 1));
        }
        for (Order order : orders) {
            Received told = loop.told(order, "NW");
            assertThat(bytes(told.field("PID", 5)))
                    .as("to the group, " + order.patient().name())
                    .isEqualTo(bytes(order.patient().name()));
            loop.send(Loop.GROUP.report(
                    told, "F", Instant.now(), List.of(order.patient().name()), null));
        }
        for (Order order : orders) {
            String name = order.patient().name();
            loop.await(order, "DELIVERED");
            assertThat(loop.results(order)).as(name).hasSize(1);
            Received result = loop.results(order).get(0);
            assertThat(bytes(result.field("PID", 5))).as(name).isEqualTo(bytes(name));
            assertThat(result.field("MSH", 18)).isEqualTo("UNICODE UTF-8");
            assertThat(bytes(loop.find(order).at("/patient/name").asText()))
                    .as(name)
                    .isEqualTo(bytes(name));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_report_is_on_the_page_of_its_case_and_read_when_it_is_opened() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(5), "CT", "CT CHEST");
        Received told = loop.ordered(order, 2);
        Instant at = Instant.now();
        loop.send(Loop.GROUP.report(told, "P", at, List.of("First look."), null));
        loop.await(order, "PRELIMINARY");
        loop.send(Loop.GROUP.report(told, "F", at.plusSeconds(60), List.of("FINDINGS", "", "Schädel frei."), PDF));
        loop.await(order, "DELIVERED");
        String id = loop.find(order).path("id").asText();
        long read = viewed();
        try (Page page = chromium.open("radiologist", 1440, 900, ColorScheme.LIGHT)) {
            page.navigate(loop.stack.http().base() + "/overread/cases/" + id);
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Reports"))
                    .waitFor();
            assertThat(page.locator(".or-report strong").allTextContents()).containsExactly("Final", "Preliminary");
            assertThat(page.locator(".or-report a").first().getAttribute("href"))
                    .matches(".*/reports/\\d+/pdf");
            assertThat(viewed()).as("nothing was read yet").isEqualTo(read);
            page.locator(".or-report button").first().click();
            page.locator(".or-report-text").waitFor();
            assertThat(page.locator(".or-report-text").textContent()).isEqualTo("FINDINGS\n\nSchädel frei.");
            Chromium.picture(page, "case-reports");
        }
        assertThat(viewed()).isEqualTo(read + 1);
    }

    /** Audit messages of reports that a person opened. */
    private static long viewed() {
        return loop.stack
                .database()
                .number("select count(*) from audit_event where subject like 'report:%' and action = 'R'");
    }
}
