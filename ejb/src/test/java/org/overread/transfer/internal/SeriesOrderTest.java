/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.SeriesRef;
import org.overread.transfer.TransferState;

/** Which series go first. */
class SeriesOrderTest {
    private static List<String> order(SeriesRef... series) {
        return SeriesOrder.of(List.of(series)).stream().map(SeriesRef::uid).toList();
    }

    private static SeriesRef ct(String uid, String description, int instances) {
        return new SeriesRef(uid, "CT", description, instances);
    }

    @Test
    void scouts_then_thin_axial_then_the_others_then_what_is_no_image() {
        assertThat(order(
                        new SeriesRef("report", "SR", "Dose report", 1),
                        ct("coronal", "Abdomen COR 3.0", 900),
                        ct("thick", "Abdomen 5.0 mm AX", 120),
                        ct("thin", "Abdomen 1.0 mm AX", 600),
                        ct("scout", "Topogram 0.6 T20s", 2),
                        new SeriesRef("marks", "PR", "", 1)))
                .containsExactly("scout", "thin", "coronal", "thick", "report", "marks");
    }

    @Test
    void without_a_telling_description_the_series_of_most_slices_is_the_key_one() {
        assertThat(order(ct("a", "", 60), ct("b", "", 400), ct("c", "", 100))).containsExactly("b", "a", "c");
    }

    @Test
    void an_archive_that_tells_nothing_leaves_the_order_as_it_is() {
        assertThat(order(ct("a", "", 0), ct("b", "", 0), ct("c", "", 0))).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource({
        "relax head, false",
        "AX T2, false",
        "Ax thin, true",
        "tra 0.75mm, true",
        "Lung 1.25 mm axial, true",
        "ax 10 mm, false"
    })
    void knows_thin_axial_slices_by_whole_words(String description, boolean key) {
        boolean first = order(ct("other", "Lung 5 mm", 300), ct("asked", description, 10))
                .get(0)
                .equals("asked");
        // the larger one is key as well, and came before
        assertThat(SeriesOrder.of(List.of(ct("z", "recon cor", 1), ct("asked", description, 1)))
                        .get(0)
                        .uid()
                        .equals("asked"))
                .isEqualTo(key);
        assertThat(first).isFalse();
    }

    @Property
    void no_series_is_lost_or_doubled_whatever_it_is_called(@ForAll @Size(max = 30) List<String> descriptions) {
        List<SeriesRef> series = new ArrayList<>();
        for (int i = 0; i < descriptions.size(); i++) {
            series.add(new SeriesRef("1." + i, i % 3 == 0 ? "SR" : "CT", descriptions.get(i), i % 5));
        }
        assertThat(SeriesOrder.of(series)).containsExactlyInAnyOrderElementsOf(series);
    }

    private static MemoryPeers twoSeries() {
        MemoryPeers peers = new MemoryPeers();
        peers.series = List.of(ct("1.8.1", "cor", 6), ct("1.8.2", "ax thin", 6));
        // the UIDs of the series that goes first are the higher ones
        peers.seriesOf = sop -> sop.startsWith("1.9.1") ? "1.8.1" : "1.8.2";
        for (int i = 0; i < 6; i++) {
            peers.hold("1.9.1" + i, "1.9.2" + i);
        }
        return peers;
    }

    @Test
    void a_study_is_sent_in_that_order() {
        MemoryPeers peers = twoSeries();
        Fixture fixture = new Fixture(peers);
        fixture.plan = new Plan("", true, false, 4, 1, new ObjectSink.Batch(3, 1 << 20), Issuers.NONE);

        fixture.work(Fixture.request());

        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(peers.sent.subList(0, 6)).allMatch(sop -> sop.startsWith("1.9.2"));
        assertThat(peers.sent.subList(6, 12)).allMatch(sop -> sop.startsWith("1.9.1"));
    }

    @Test
    void what_is_missing_follows_in_that_order_too() {
        MemoryPeers peers = twoSeries();
        Fixture fixture = new Fixture(peers);
        fixture.plan = new Plan("", true, false, 4, 1, new ObjectSink.Batch(3, 1 << 20), Issuers.NONE);
        peers.answer = result -> peers.sent.size() < 3
                ? result
                : new org.overread.transfer.PutResult.Ambiguous(result.sent(), MemoryPeers.PROBLEM);
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(peers.there).hasSize(3);
        peers.sent.clear();
        peers.answer = result -> result;

        fixture.work(Fixture.request());

        assertThat(peers.sent).hasSize(9).doesNotHaveDuplicates();
        assertThat(peers.sent.subList(0, 3)).allMatch(sop -> sop.startsWith("1.9.2"));
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void a_series_that_goes_meanwhile_costs_nothing_but_itself() {
        MemoryPeers peers = twoSeries();
        Fixture fixture = new Fixture(peers);
        fixture.plan = new Plan("", true, false, 4, 1, new ObjectSink.Batch(3, 1 << 20), Issuers.NONE);
        peers.onStore = () -> peers.held.removeIf(sop -> sop.startsWith("1.9.1"));

        fixture.work(Fixture.request());

        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(fixture.transfer().instances()).isEqualTo(6);
    }
}
