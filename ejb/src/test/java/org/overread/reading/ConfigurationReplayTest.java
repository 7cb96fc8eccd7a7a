/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.ConfigurationDrafts;
import org.overread.routing.Routing;
import org.overread.shared.Priority;
import org.overread.study.Hint;

/** A draft tried on what was decided, in the real database. */
class ConfigurationReplayTest {
    private static final Scope ADA = Scope.of("ada", Set.of(Role.ADMIN), Set.of(), Set.of());
    private static final String DRAFT = """
            groups:
            - name: region
              tier: regional
            rules:
            - name: all
              when: "true"
              then: { group: region }
            """;

    private final ReadingBench bench = new ReadingBench();
    private final ReplayRows rows = new ReplayRows(bench.studies.jdbi);
    private final ConfigurationDrafts drafts = new ConfigurationDrafts(Routing.conditions());
    private final ConfigurationReplays replays =
            new ConfigurationReplays(rows, bench.studies.work, bench.studies.store, drafts, Clock.systemUTC());

    ConfigurationReplayTest() {
        bench.studies.handle(new ReplayHandler(rows, bench.studies.store, drafts, Routing.engine(), Routing.choice()));
    }

    private void decided(String accession, String uid) {
        bench.order(accession, uid, Priority.ROUTINE);
        bench.images(uid, accession, 3, Hint.PSU);
        bench.studies.anHourLater();
    }

    @Test
    void a_draft_shows_what_it_would_have_changed() {
        decided("7", "1.2.3");
        decided("8", "1.2.4");
        long id =
                replays.ask(ADA, DRAFT, null, null, null).status().orElseThrow().id();
        bench.studies.pump();
        ConfigurationReplays.Status status = replays.status(ADA, id);
        assertThat(status.state()).isEqualTo("DONE");
        assertThat(status.result().path("cases").asInt()).isEqualTo(2);
        assertThat(status.result().path("changed").asInt()).isEqualTo(2);
        assertThat(status.result().path("listed").get(0).path("draft").asText()).isEqualTo("region");
        assertThat(status.result().path("draft").path("all").path("unread").asInt())
                .isZero();
    }

    @Test
    void a_draft_with_findings_is_not_run() {
        ConfigurationReplays.Begun begun = replays.ask(ADA, "groups: 7", null, null, null);
        assertThat(begun.status()).isEmpty();
        assertThat(begun.findings()).isNotEmpty();
    }

    @Test
    void one_that_was_cancelled_does_not_run() {
        decided("7", "1.2.3");
        long id =
                replays.ask(ADA, DRAFT, null, null, null).status().orElseThrow().id();
        replays.cancel(ADA, id);
        bench.studies.pump();
        assertThat(replays.status(ADA, id).state()).isEqualTo("CANCELLED");
        assertThat(replays.status(ADA, id).result()).isNull();
    }
}
