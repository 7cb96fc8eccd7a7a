/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.shared.OverreadException;

class JdbiConfigurationStoreTest {
    private static final String NORTH = "sites:\n  - name: north\n";
    private static final String SOUTH = "sites:\n  - name: south\n";

    private final Jdbi jdbi = TestDatabase.jdbi();
    private final RecordedEvents<ConfigurationChanged> events = new RecordedEvents<>();
    private final JdbiConfigurationStore store =
            new JdbiConfigurationStore(jdbi, DocumentReaderTest.ANY, java.time.Clock.systemUTC(), events);

    @Test
    void begins_with_nothing_from_which_nothing_leaves() {
        store.refresh();
        assertThat(store.current()).isEqualTo(Configuration.EMPTY);
        assertThat(store.document()).isEqualTo(new ConfigurationStore.Document(0, ""));
        assertThat(store.versions(null, 10)).isEmpty();
    }

    @Test
    void a_saved_version_is_in_force_after_its_commit_and_on_another_node_at_its_next_look() {
        JdbiConfigurationStore other = new JdbiConfigurationStore(
                jdbi, DocumentReaderTest.ANY, java.time.Clock.systemUTC(), new RecordedEvents<>());
        assertThat(store.put(NORTH, 0, "anna", "")).isEqualTo(1);
        assertThat(store.current().version()).isZero();
        store.saved(new ConfigurationChanged(1, "anna", null));
        assertThat(store.current().site("north")).isPresent();
        assertThat(store.current().version()).isEqualTo(1);
        assertThat(other.current().version()).isZero();
        other.refresh();
        assertThat(other.current()).isEqualTo(store.current());
        assertThat(other.document().text()).isEqualTo(NORTH);
    }

    @Test
    void what_is_decided_for_good_works_by_the_newest_version_before_the_nodes_next_look() {
        JdbiConfigurationStore other = new JdbiConfigurationStore(
                jdbi, DocumentReaderTest.ANY, java.time.Clock.systemUTC(), new RecordedEvents<>());
        store.put(NORTH, 0, "anna", "");
        assertThat(other.current().site("north")).isEmpty();
        assertThat(other.newest().site("north")).isPresent();
        assertThat(other.current().version()).isEqualTo(1);
    }

    @Test
    void a_change_of_a_version_that_is_no_longer_in_force_is_refused_and_changes_nothing() {
        store.put(NORTH, 0, "anna", "");
        assertThatExceptionOfType(OverreadException.class)
                .isThrownBy(() -> store.put(SOUTH, 0, "bert", ""))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(OverreadException.Kind.PRECONDITION_FAILED));
        assertThatExceptionOfType(OverreadException.class).isThrownBy(() -> store.put(SOUTH, 5, "bert", ""));
        assertThat(store.versions(null, 10))
                .extracting(ConfigurationStore.Version::changedBy)
                .containsExactly("anna");
    }

    @Test
    void of_many_who_save_at_once_one_wins() throws InterruptedException {
        Set<String> winners = new ConcurrentSkipListSet<>();
        var threads = Executors.newFixedThreadPool(6);
        for (int i = 0; i < 6; i++) {
            String who = "user" + i;
            threads.submit(() -> {
                store.put(NORTH, 0, who, "");
                winners.add(who);
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(winners).hasSize(1);
        assertThat(store.versions(null, 10))
                .singleElement()
                .satisfies(v ->
                        assertThat(v.changedBy()).isEqualTo(winners.iterator().next()));
    }

    @Test
    void a_document_with_errors_is_refused_with_their_places_and_the_former_stays() {
        store.put(NORTH, 0, "anna", "");
        store.refresh();
        assertThatExceptionOfType(ConfigurationRefused.class)
                .isThrownBy(() -> store.put("sites: [{nam: x}]", 1, "anna", ""))
                .satisfies(e -> assertThat(e.findings()).isNotEmpty());
        store.refresh();
        assertThat(store.current().version()).isEqualTo(1);
    }

    @Test
    void former_versions_stay_readable() {
        store.put(NORTH, 0, "anna", "");
        store.put(SOUTH, 1, "bert", "");
        store.refresh();
        assertThat(store.current().site("south")).isPresent();
        assertThat(store.document(1))
                .hasValueSatisfying(d -> assertThat(d.text()).isEqualTo(NORTH));
        assertThat(store.document(3)).isEmpty();
        assertThat(store.versions(null, 10))
                .extracting(ConfigurationStore.Version::version)
                .containsExactly(2, 1);
        assertThat(store.versions(null, 1)).hasSize(1);
    }

    @Test
    void a_former_version_that_is_restored_is_a_new_one_that_says_so() {
        store.put(NORTH, 0, "anna", "first");
        store.put(SOUTH, 1, "bert", "");
        assertThat(store.restore(1, 2, "cora", "")).isEqualTo(3);
        store.refresh();
        assertThat(store.document()).isEqualTo(new ConfigurationStore.Document(3, NORTH));
        assertThat(store.versions(null, 10))
                .extracting(ConfigurationStore.Version::note)
                .containsExactly("Version 1 again.", "", "first");
        assertThat(store.versions(3, 1))
                .extracting(ConfigurationStore.Version::version)
                .containsExactly(2);
        assertThat(events.fired()).last().isEqualTo(new ConfigurationChanged(3, "cora", 1));
    }

    @Test
    void a_version_that_never_was_is_not_restored_and_neither_is_one_upon_a_version_no_longer_in_force() {
        store.put(NORTH, 0, "anna", "");
        assertThatExceptionOfType(OverreadException.class)
                .isThrownBy(() -> store.restore(7, 1, "anna", ""))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(OverreadException.Kind.NOT_FOUND));
        assertThatExceptionOfType(OverreadException.class)
                .isThrownBy(() -> store.restore(1, 0, "anna", ""))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(OverreadException.Kind.PRECONDITION_FAILED));
        assertThat(store.versions(null, 10)).hasSize(1);
    }

    @Test
    void a_note_is_a_note_and_no_book() {
        assertThatExceptionOfType(OverreadException.class)
                .isThrownBy(() -> store.put(NORTH, 0, "anna", "x".repeat(501)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(OverreadException.Kind.BAD_REQUEST));
    }

    @Test
    void a_version_that_this_release_cannot_read_leaves_the_former_in_force() {
        store.put(NORTH, 0, "anna", "");
        store.refresh();
        jdbi.useHandle(
                h -> h.execute(
                        "insert into configuration_version (version, document, changed_by) values (2, 'unheardOf: []', 'newer')"));
        store.refresh();
        store.refresh();
        assertThat(store.current().version()).isEqualTo(1);
        store.put(SOUTH, 2, "anna", "");
        store.refresh();
        assertThat(store.current().version()).isEqualTo(3);
    }

    @Test
    void the_first_version_from_a_file_never_overwrites() {
        store.seed("first.yaml", "not: known");
        store.refresh();
        assertThat(store.current().version()).isZero();
        store.seed("first.yaml", NORTH);
        store.seed("first.yaml", SOUTH);
        store.refresh();
        assertThat(store.current().version()).isEqualTo(1);
        assertThat(store.current().site("north")).isPresent();
    }

    @Test
    void tells_of_each_version_saved() {
        store.put(NORTH, 0, "anna", "");
        List<ConfigurationChanged> told = new ArrayList<>(events.fired());
        assertThat(told).containsExactly(new ConfigurationChanged(1, "anna", null));
    }
}
