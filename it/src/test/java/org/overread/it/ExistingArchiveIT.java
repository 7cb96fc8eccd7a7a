/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Http;
import org.overread.kit.Patient;
import org.overread.kit.QuickstartConfiguration;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** {@code ./quickstart --archive URL}: an archive that somebody has is only looked at, until a person enables a rule. */
class ExistingArchiveIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static Stack stack;
    private static Study old;

    @BeforeAll
    static void watch() {
        stack = Stack.fresh("existing-archive");
        stack.server().with("overread.secret.notify", "existing-key");
        stack.withTestUsers().install().start();
        old = study(1);
        stack.hospital().store(old);
        stack.configure(
                QuickstartConfiguration.existingArchive(stack, stack.hospital().dicomWeb()));
        Waiting.until(
                "the first sweep",
                LIMIT,
                () -> stack.database().number("select count(*) from sweep where baseline") == 1);
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    private static Study study(int patient) {
        return stack.studies().unordered(Patient.INVENTED.get(patient), "CT", "CT THORAX", 3);
    }

    private static JsonNode cases() {
        return stack.as("coordinator").get("/overread/api/cases").ok().json().get("items");
    }

    private static JsonNode of(Study study) {
        for (JsonNode item : cases()) {
            if (item.path("studyUid").asText().equals(study.uid())) {
                return item;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static void await(Study study, String state, boolean triage) {
        Waiting.until(
                "the case is " + state,
                LIMIT,
                () -> of(study).path("state").asText().equals(state)
                        && of(study).path("triage").asBoolean() == triage,
                () -> of(study).toString());
    }

    @Test
    void nothing_leaves_before_a_person_enables_a_rule_and_then_what_waited_leaves_too() {
        Study waiting = study(2);
        stack.hospital().store(waiting);
        await(waiting, "COMPLETE", true);
        assertThat(stack.database().number("select count(*) from transfer")).isZero();
        assertThat(stack.group().pixels(waiting.uid())).isEmpty();

        Http admin = stack.as("admin");
        Http.Reply now = admin.get("/overread/api/configuration").ok();
        admin.header("If-Match", now.header("ETag"))
                .put(
                        "/overread/api/configuration",
                        "application/yaml",
                        now.text().replace("enabled: false", "enabled: true"))
                .ok();

        await(waiting, "AVAILABLE", false);
        assertThat(stack.group().pixels(waiting.uid())).isEqualTo(waiting.pixels());
        Study later = study(3);
        stack.hospital().store(later);
        await(later, "AVAILABLE", false);
        assertThat(of(old).isMissingNode())
                .as("what was there before is history")
                .isTrue();
        assertThat(stack.group().pixels(old.uid())).isEmpty();
    }
}
