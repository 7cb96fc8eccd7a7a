/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.overread.shared.DicomUid;
import org.overread.transfer.StorageCommitment;
import org.overread.transfer.StorageCommitment.Committed;
import org.overread.transfer.StorageCommitment.Declined;
import org.overread.transfer.StorageCommitment.NotAsked;
import org.overread.transfer.StorageCommitment.Pending;
import org.overread.transfer.StorageCommitment.Refused;
import org.overread.transfer.StorageCommitment.Requested;

/** Written after the archive's documentation and not after a recording: no recorded exchange has storage commitment. */
class Dcm4cheeCommitmentTest {
    private static final DicomUid STUDY = new DicomUid("1.2.826.0.1.3680043.10.5");
    private static final String OLD = "{\"transactionUID\":\"2.25.1\",\"status\":\"COMPLETED\",\"requested\":3}";

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ArchiveAdapters adapters = new ArchiveAdapters(Duration.ofSeconds(5));
    private final RawServer server;
    private final StorageCommitment commitment;

    Dcm4cheeCommitmentTest() throws IOException {
        server = new RawServer((socket, in, out) -> {
            lines.add(RawServer.request(in).line());
            String answer = answers.remove();
            int status = Integer.parseInt(answer.substring(0, 3));
            byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
            String type = status == 404 ? "text/plain" : "application/json";
            out.write(("HTTP/1.1 " + status + " x\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                            + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
        });
        commitment = new Dcm4cheeArchive(
                        ArchiveSettings.dcm4chee("hospital", server.uri("/dcm4chee-arc"), "DCM4CHEE")
                                .with(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)),
                        adapters.client())
                .commitment()
                .orElseThrow();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        adapters.close();
    }

    @Test
    void the_transaction_is_the_one_that_is_new_after_the_call() {
        answers.add("200 [" + OLD + "]");
        answers.add("200 {\"status\":\"0000\",\"instances\":4}");
        answers.add("200 [" + OLD + ",{\"transactionUID\":\"2.25.2\",\"status\":\"PENDING\",\"requested\":4}]");
        Requested requested = (Requested) commitment.ask(STUDY, "GROUP_AE");
        assertThat(requested).isEqualTo(new Requested("2.25.2", 4));
        assertThat(lines)
                .containsExactly(
                        "GET /dcm4chee-arc/stgcmt?studyUID=" + STUDY + "&limit=1000 HTTP/1.1",
                        "POST /dcm4chee-arc/aets/DCM4CHEE/rs/studies/" + STUDY + "/stgcmt/dicom:GROUP_AE HTTP/1.1",
                        "GET /dcm4chee-arc/stgcmt?studyUID=" + STUDY + "&limit=1000 HTTP/1.1");

        answers.add("200 [" + OLD + ",{\"transactionUID\":\"2.25.2\",\"status\":\"PENDING\",\"requested\":4}]");
        assertThat(commitment.answer(STUDY, requested)).isEqualTo(new Pending());
        answers.add("200 [{\"transactionUID\":\"2.25.2\",\"status\":\"COMPLETED\",\"requested\":4}," + OLD + "]");
        assertThat(commitment.answer(STUDY, requested)).isEqualTo(new Committed(4));
        answers.add("200 [{\"transactionUID\":\"2.25.2\",\"status\":\"WARNING\",\"requested\":4,\"failures\":1}]");
        assertThat(commitment.answer(STUDY, requested)).isEqualTo(new Declined(4, 1));
        answers.add("200 [{\"transactionUID\":\"2.25.2\",\"status\":\"FAILED\",\"requested\":4}]");
        assertThat(commitment.answer(STUDY, requested)).isEqualTo(new Declined(4, 1));
    }

    @Test
    void two_new_transactions_at_once_cannot_be_told_apart() {
        answers.add("200 []");
        answers.add("200 {\"status\":\"0000\",\"instances\":4}");
        answers.add("200 [{\"transactionUID\":\"2.25.2\"},{\"transactionUID\":\"2.25.3\"}]");
        assertThat(commitment.ask(STUDY, "GROUP_AE")).isInstanceOf(NotAsked.class);
    }

    @Test
    void what_a_person_has_to_mend_is_told_from_what_time_mends() {
        assertRefused("404 {\"errorMessage\":\"No matching instances\"}", "OVR001711");
        assertRefused("404 {\"errorMessage\":\"Unknown AE: GROUP_AE\"}", "OVR001710");
        assertRefused("404 {\"errorMessage\":\"No such Application Entity: DCM4CHEE\"}", "OVR001709");
        assertRefused("502 {\"status\":\"0122\",\"instances\":4}", "OVR001721");
        assertLater("502 {\"errorMessage\":\"java.net.ConnectException: Connection refused\"}", "OVR001712");
        assertLater("503 busy", "OVR001715");
    }

    private void assertRefused(String answer, String code) {
        answers.add("200 []");
        answers.add(answer);
        assertThat(commitment.ask(STUDY, "GROUP_AE"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(code));
    }

    private void assertLater(String answer, String code) {
        answers.add("200 []");
        answers.add(answer);
        assertThat(commitment.ask(STUDY, "GROUP_AE"))
                .isInstanceOfSatisfying(
                        NotAsked.class,
                        later -> assertThat(later.problem().code()).isEqualTo(code));
    }
}
