/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.overread.kit.Http;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** A server between two archives, and how studies are sent through it: what the tests of transfers and parcels share. */
final class SendingStack {
    /** A site that consents to what its tests need, and its archive as {@code hospital}. */
    static final String SITE = """
            sites:
              - name: mercy
                timezone: Europe/Berlin
                authority: MERCY
                accessionIssuer: MERCY
                allowCounted: true
            archives:
              - name: hospital
                kind: dicomweb
                site: mercy
                url: %s
                notifyKey: ${secret:notify}
                intake: all
                sweepInterval: PT5S
                quietPeriod: PT3S
            """;

    private static final String KEY = "it-notify-key";
    private static final Duration LONG = Duration.ofMinutes(6);

    private SendingStack() {}

    /** Not started. */
    static Stack named(String name) {
        Stack stack = Stack.fresh(name);
        stack.server().environment("OVERREAD_SECRET_NOTIFY", KEY).with("overread.outbox.poll", "PT0.5S");
        return stack;
    }

    /** A study of that patient comes to the hospital's archive. */
    static Study arrive(Stack stack, int number, String modality, int images) {
        Study study = stack.studies()
                .size(modality.equals("CT") ? 512 : 64)
                .unordered(Patient.numbered(number, "MERCY"), modality, "STUDY " + number, images);
        stack.hospital().store(study);
        return study;
    }

    static void announce(Stack stack, Study study) {
        Waiting.until("notice of a study", Duration.ofMinutes(1), () -> {
            Http http = stack.http().header("X-Overread-Key", KEY);
            return http.post("/overread/notify/studies/" + study.uid(), "").status() == 200;
        });
    }

    /** Transfers by Study Instance UID, as the operators' page shows them. */
    static Map<String, JsonNode> transfers(Stack stack) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        String cursor = "";
        do {
            JsonNode page = stack.as("integrator")
                    .get("/overread/api/transfers?limit=200" + cursor)
                    .ok()
                    .json();
            page.path("items").forEach(item -> all.put(item.path("studyUid").asText(), item));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return all;
    }

    /** A transfer's state and the code of its problem. */
    static String state(@org.jspecify.annotations.Nullable JsonNode transfer) {
        return transfer == null
                ? "none"
                : transfer.path("state").asText() + " "
                        + transfer.path("problem").path("code").asText("");
    }

    static void becomes(Stack stack, Study study, String wanted) {
        Waiting.until(
                "transfer " + wanted,
                LONG,
                () -> state(transfers(stack).get(study.uid())).startsWith(wanted),
                () -> state(transfers(stack).get(study.uid())));
    }
}
