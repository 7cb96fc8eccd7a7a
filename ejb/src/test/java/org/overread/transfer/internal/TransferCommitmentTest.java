/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.DicomUid;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.StorageCommitment;
import org.overread.transfer.TransferState;

/** Sending by the archive to a destination that gives its word by storage commitment. */
class TransferCommitmentTest {
    private final MemoryPeers peers = new MemoryPeers();
    private final Fixture fixture = new Fixture(peers);
    private final Deque<StorageCommitment.Asking> askings = new ArrayDeque<>();
    private final Deque<StorageCommitment.Answer> answers = new ArrayDeque<>();
    private int asked;

    @BeforeEach
    void a_study_of_three() {
        peers.hold(3);
        peers.exported = new ExportRequest.Exported(3, 0, 0);
        fixture.plan = new Plan("GROUP_AE", false, false, 4, 1, ObjectSink.Batch.DEFAULT, Issuers.NONE);
        peers.commitment = new StorageCommitment() {
            @Override
            public String name() {
                return "hospital";
            }

            @Override
            public Asking ask(DicomUid study, String aeTitle) {
                asked++;
                assertThat(aeTitle).isEqualTo("GROUP_AE");
                return askings.isEmpty() ? new Requested("2.25.1", 3) : askings.remove();
            }

            @Override
            public Answer answer(DicomUid study, Requested request) {
                return answers.size() > 1 ? answers.remove() : answers.getFirst();
            }
        };
    }

    @Test
    void a_study_that_is_committed_to_is_verified_without_any_consent_to_counting() {
        answers.addAll(List.of(
                new StorageCommitment.Pending(), new StorageCommitment.Pending(), new StorageCommitment.Committed(3)));
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(fixture.transfer().verification()).isEqualTo("committed");
        assertThat(peers.sent).hasSize(1);
    }

    @Test
    void a_word_for_some_of_the_objects_is_none_and_the_study_is_sent_again() {
        answers.add(new StorageCommitment.Declined(3, 1));
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000922");
        assertThat(fixture.transfer().problem().text()).contains("2 of 3");

        answers.add(new StorageCommitment.Declined(3, 1));
        answers.add(new StorageCommitment.Committed(3));
        answers.removeFirst();
        fixture.work(Fixture.request());
        assertThat(peers.sent).hasSize(2);
        assertThat(fixture.transfer().verification()).isEqualTo("committed");
    }

    @Test
    void a_word_for_fewer_than_the_archive_holds_meanwhile_is_none() {
        answers.add(new StorageCommitment.Committed(2));
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000922");
    }

    @Test
    void no_word_in_time_leaves_a_doubt_that_is_asked_about_before_anything_is_sent_again() {
        answers.add(new StorageCommitment.Pending());
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000923");

        answers.clear();
        answers.add(new StorageCommitment.Committed(3));
        fixture.work(Fixture.request());
        assertThat(peers.sent).as("sent once").hasSize(1);
        assertThat(fixture.transfer().verification()).isEqualTo("committed");
    }

    @Test
    void an_export_without_an_answer_is_settled_by_asking() {
        peers.exported = new ExportRequest.Ambiguous(MemoryPeers.PROBLEM);
        answers.add(new StorageCommitment.Committed(3));
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(asked).isZero();
        fixture.work(Fixture.request());
        assertThat(peers.sent).hasSize(1);
        assertThat(fixture.transfer().verification()).isEqualTo("committed");
    }

    @Test
    void a_destination_that_cannot_be_asked_just_now_is_asked_later_and_one_that_refuses_is_left_to_a_person() {
        answers.add(new StorageCommitment.Committed(3));
        askings.add(new StorageCommitment.NotAsked(MemoryPeers.PROBLEM));
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.WAITING);
        askings.add(new StorageCommitment.Refused(MemoryPeers.PROBLEM));
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(peers.sent).hasSize(1);
    }
}
