/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.overread.it.web.Chromium;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** Transfers on the running server, between real archives: destinations that misbehave, and parts that are killed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TransferIT {
    private static final int STUDIES = Integer.getInteger("overread.it.transfers", 50);
    private static final Duration LONG = Duration.ofMinutes(6);

    private static Stack stack;
    private static OddDestination odd;

    @BeforeAll
    static void start() throws IOException {
        odd = new OddDestination();
        stack = sending("transfer", odd);
    }

    /** Studies of MR go to the odd destination, all others to the group's archive. */
    static Stack sending(String name, OddDestination odd) {
        Stack stack = SendingStack.named(name);
        stack.server().with("overread.outbox.lease", "PT6S").with("overread.archive.idle-timeout", "PT10S");
        stack.withTestUsers().install().start();
        return stack.configure(SendingStack.SITE.formatted(stack.hospital().dicomWeb())
                + """
                destinations:
                  - name: group-pacs
                    kind: dicomweb
                    url: %s
                  - name: odd
                    kind: dicomweb
                    url: %s
                    requestTimeout: PT10S
                    parallel: 6
                groups:
                  - name: local
                    tier: local
                    destination: group-pacs
                  - name: oddities
                    tier: regional
                    destination: odd
                rules:
                  - name: odd
                    enabled: true
                    when: modality == "MR"
                    then:
                      group: oddities
                  - name: rest
                    enabled: true
                    when: "true"
                    then:
                      group: local
                """.formatted(stack.group().dicomWeb(), odd.url()));
    }

    @AfterAll
    static void stop() {
        stack.stop();
        odd.close();
    }

    private static Study arrive(int number, String modality, int images) {
        return SendingStack.arrive(stack, number, modality, images);
    }

    private static void announce(Study study) {
        SendingStack.announce(stack, study);
    }

    private static Map<String, JsonNode> transfers() {
        return SendingStack.transfers(stack);
    }

    private static void becomes(Study study, String wanted) {
        SendingStack.becomes(stack, study, wanted);
    }

    @Test
    @Order(1)
    void what_goes_wrong_on_the_way_ends_in_the_right_state_and_loses_nothing() {
        FaultyStudies faulty = FaultyStudies.begin(stack, odd, 1);
        faulty.endAsTheyMust(Duration.ofMinutes(6));

        assertThat(odd.held(faulty.of(Manner.KEEPS_FEWER))).hasSize(2);
        assertThat(odd.held(faulty.of(Manner.REFUSES_ONE))).hasSize(2);
        String log = stack.server().logged();
        assertThat(log).doesNotContain("TEST^NUMBER").doesNotContain("N-300").doesNotContain("\tat org.overread");
    }

    @Test
    @Order(2)
    void a_person_takes_up_what_is_quarantined() {
        Study study = arrive(200, "MR", 2);
        odd.treat(study, Manner.REFUSES);
        announce(study);
        becomes(study, "QUARANTINED");
        odd.treat(study, Manner.SAYS_NOTHING);

        JsonNode transfer = transfers().get(study.uid());
        String path = "/overread/api/transfers/" + transfer.path("id").asText() + "/retry";
        assertThat(stack.as("integrator")
                        .header("If-Match", "\"9999\"")
                        .post(path, "")
                        .status())
                .isEqualTo(412);
        assertThat(stack.as("radiologist")
                        .header("If-Match", "\"" + transfer.path("version").asText() + "\"")
                        .post(path, "")
                        .status())
                .isEqualTo(403);
        stack.as("integrator")
                .header("If-Match", "\"" + transfer.path("version").asText() + "\"")
                .post(path, "")
                .ok();
        becomes(study, "VERIFIED");
        assertThat(transfers().get(study.uid()).path("round").asInt()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void operators_see_how_the_destinations_are_and_why_a_study_needs_a_person() {
        try (Chromium chromium = new Chromium()) {
            try (Page page = chromium.open("integrator", 1440, 900, ColorScheme.LIGHT)) {
                page.navigate("http://127.0.0.1:" + stack.ports().http() + "/overread/transfers");
                Locator odd = page.locator(".or-way").filter(new Locator.FilterOptions().setHasText("odd"));
                odd.getByText("Needs a person").waitFor();
                odd.locator("svg").first().waitFor();
                Chromium.picture(page, "transfers");
                page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Needs a person"))
                        .click();
                page.getByText("OVR000900").first().waitFor();
                Chromium.picture(page, "transfers-quarantine");
                page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("There"))
                        .click();
                page.getByText("proved by instances").first().waitFor();
                Chromium.picture(page, "transfers-there");
            }
            try (Page page = chromium.open("coordinator", 390, 844, ColorScheme.DARK)) {
                page.navigate("http://127.0.0.1:" + stack.ports().http() + "/overread/transfers?show=quarantine");
                page.getByText("Give it to another group…").first().click();
                page.getByText("its images go where the new one reads").waitFor();
                Chromium.picture(page, "transfers-redirect-phone");
                page.keyboard().press("Escape");
                assertThat(Chromium.overflows(page)).as("scrolled sideways").isFalse();
                Chromium.picture(page, "transfers-phone");
            }
        }
        String proved = transfers().values().stream()
                .filter(transfer -> transfer.path("state").asText().equals("VERIFIED"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        String page = stack.as("integrator")
                .get("/overread/api/transfers/" + proved + "/receipt?as=pdf")
                .ok()
                .text();
        assertThat(page).startsWith("%PDF-").contains("%%EOF");
    }

    @Test
    @Order(4)
    void nothing_is_lost_while_archive_destination_and_server_are_killed_in_turn() throws Exception {
        List<Study> studies = new ArrayList<>();
        for (int i = 0; i < STUDIES; i++) {
            studies.add(arrive(1000 + i, "CT", 4 + i % 5));
        }
        studies.forEach(TransferIT::announce);
        Waiting.until(
                "the first transfer",
                LONG,
                () -> studies.stream().anyMatch(s -> transfers().containsKey(s.uid())));
        int kills = 0;
        int inFlight = 0;
        for (int turn = 0; turn < 6; turn++) {
            long open = transfers().values().stream()
                    .filter(t -> List.of("WAITING", "SENDING", "VERIFYING")
                            .contains(t.path("state").asText()))
                    .count();
            inFlight += open > 0 ? 1 : 0;
            switch (turn % 3) {
                case 0 -> {
                    stack.group().kill();
                    pause(1500);
                    stack.group().start();
                }
                case 1 -> {
                    stack.hospital().kill();
                    pause(1500);
                    stack.hospital().start();
                }
                default -> {
                    stack.server().kill();
                    stack.server().launch().awaitStarted().awaitReady();
                }
            }
            kills++;
            pause(turn % 3 == 2 ? 500 : 2500);
        }
        Map<String, Integer> available = new LinkedHashMap<>();
        Waiting.until(
                "all cases available",
                Duration.ofMinutes(8),
                () -> {
                    available.clear();
                    String cursor = "";
                    do {
                        JsonNode page = stack.as("coordinator")
                                .get("/overread/api/cases?state=AVAILABLE&limit=100" + cursor)
                                .ok()
                                .json();
                        page.path("items")
                                .forEach(item ->
                                        available.merge(item.path("studyUid").asText(), 1, Integer::sum));
                        cursor = page.hasNonNull("next")
                                ? "&cursor=" + page.path("next").asText()
                                : "";
                    } while (!cursor.isEmpty());
                    return studies.stream().allMatch(s -> available.containsKey(s.uid()));
                },
                () -> "available "
                        + studies.stream()
                                .filter(s -> available.containsKey(s.uid()))
                                .count());

        int lost = 0;
        int doubled = 0;
        int changed = 0;
        for (Study study : studies) {
            Map<String, String> source = stack.hospital().pixels(study.uid());
            Map<String, String> there = stack.group().pixels(study.uid());
            assertThat(source).isEqualTo(study.pixels());
            for (Map.Entry<String, String> object : source.entrySet()) {
                lost += there.containsKey(object.getKey()) ? 0 : 1;
                changed += object.getValue().equals(there.get(object.getKey())) ? 0 : 1;
            }
            doubled += (int) there.keySet().stream()
                    .filter(sop -> !source.containsKey(sop))
                    .count();
            doubled += available.get(study.uid()) - 1;
        }
        long audited = count("select count(*) from audit_event where event = '110104' and outcome = 0"
                + " and subject in (select 'transfer:' || id from transfer where destination = 'group-pacs')");
        long rounds = count("select coalesce(sum(round), 0) from transfer where destination = 'group-pacs'");
        long unfinished =
                count("select count(*) from transfer where destination = 'group-pacs' and state <> 'VERIFIED'");
        long cut = count("select count(*) from transfer_attempt where result <> 'VERIFIED' and transfer_id in"
                + " (select id from transfer where destination = 'group-pacs')");
        System.out.printf(
                "transfers under kill: %d studies, %d objects, %d kills (%d with transfers under way), %d attempts cut short;"
                        + " lost=%d doubled=%d changed=%d unfinished=%d audited=%d rounds=%d%n",
                studies.size(),
                studies.stream().mapToInt(s -> s.instances().size()).sum(),
                kills,
                inFlight,
                cut,
                lost,
                doubled,
                changed,
                unfinished,
                audited,
                rounds);
        assertThat(lost).isZero();
        assertThat(doubled).isZero();
        assertThat(changed).isZero();
        assertThat(unfinished).isZero();
        // one audit message for each round that was verified, none twice and none missing
        assertThat(audited).isEqualTo(rounds);
        assertThat(inFlight).isPositive();
    }

    private static long count(String query) throws Exception {
        try (var connection = DriverManager.getConnection(
                        stack.database().url(),
                        stack.database().user(),
                        stack.database().password());
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
