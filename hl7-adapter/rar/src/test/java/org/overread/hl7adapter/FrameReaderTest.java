/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final FrameBudget budget = new FrameBudget(100_000);
    private final FrameReader reader = new FrameReader(50_000, budget);

    @Test
    void two_frames_in_one_piece_are_two_messages() throws Exception {
        assertThat(read("\u000bMSH|1\u001c\r\u000bMSH|2\u001c\r")).containsExactly("MSH|1", "MSH|2");
    }

    @Test
    void a_stream_cut_at_every_byte_gives_the_same_messages() throws Exception {
        String stream = "\u000bMSH|1\rPID|\u001cx\u001c\r\n\u000bMSH|2\r\u001c\r";
        for (int cut = 0; cut <= stream.length(); cut++) {
            FrameReader fresh = new FrameReader(1000, budget);
            List<String> messages = new ArrayList<>(read(fresh, stream.substring(0, cut)));
            messages.addAll(read(fresh, stream.substring(cut)));
            assertThat(messages).as("cut at %d", cut).containsExactly("MSH|1\rPID|\u001cx", "MSH|2\r");
            assertThat(fresh.strayBytes()).isEqualTo(1);
        }
    }

    @Test
    void an_end_byte_without_its_return_is_content() throws Exception {
        assertThat(read("\u000bMSH|\u001c\u001c|\u001cx\u001c\u001c\r"))
                .containsExactly("MSH|\u001c\u001c|\u001cx\u001c");
    }

    @Test
    void stray_bytes_between_frames_are_counted_and_lose_no_message() throws Exception {
        assertThat(read("\r\njunk\u001c\r\u000bMSH|1\u001c\r\r\n\u000bMSH|2\u001c\r\n"))
                .containsExactly("MSH|1", "MSH|2");
        assertThat(reader.strayBytes()).isEqualTo(11);
    }

    @Test
    void a_new_message_inside_an_unfinished_frame_replaces_it() throws Exception {
        assertThat(read("\u000bMSH|1|tru\u000bMSH|2\u001c\r")).containsExactly("MSH|2");
        assertThat(reader.takeAbandonedBytes()).isEqualTo(9);
        assertThat(reader.takeAbandonedBytes()).isZero();
    }

    @Test
    void a_vertical_tab_in_a_text_is_content() throws Exception {
        assertThat(read("\u000bMSH|a\u000bb\u000b\u000bMS\u001c\r")).containsExactly("MSH|a\u000bb\u000b\u000bMS");
    }

    @Test
    void a_doubled_start_byte_is_one_start() throws Exception {
        assertThat(read("\u000b\u000bMSH|1\u001c\r")).containsExactly("MSH|1");
        assertThat(reader.takeAbandonedBytes()).isZero();
    }

    @Test
    void a_frame_of_just_the_most_bytes_is_read_and_one_more_is_refused() throws Exception {
        String most = "x".repeat(50_000);
        assertThat(read("\u000b" + most + "\u001c\r")).containsExactly(most);
        reader.free();
        assertThatThrownBy(() -> read("\u000b" + most + "y"))
                .isInstanceOfSatisfying(
                        FrameRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(FrameRefusedException.Reason.FRAME_TOO_LARGE));
    }

    @Test
    void frames_of_all_connections_share_one_budget_and_give_it_back() throws Exception {
        FrameReader other = new FrameReader(50_000, new FrameBudget(0));
        assertThat(read(other, "\u000b" + "x".repeat(4096) + "\u001c\r")).hasSize(1);
        assertThatThrownBy(() -> read(other, "\u000b" + "x".repeat(4097)))
                .isInstanceOfSatisfying(
                        FrameRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(FrameRefusedException.Reason.FRAMES_TOO_LARGE));

        read("\u000b" + "x".repeat(30_000) + "\u001c\r");
        assertThat(budget.used()).isPositive();
        reader.free();
        assertThat(budget.used()).isZero();
    }

    private List<String> read(String bytes) throws FrameRefusedException {
        return read(reader, bytes);
    }

    private static List<String> read(FrameReader reader, String bytes) throws FrameRefusedException {
        ByteBuf in = Unpooled.wrappedBuffer(bytes.getBytes(StandardCharsets.ISO_8859_1));
        List<String> frames = new ArrayList<>();
        while (in.isReadable()) {
            byte[] frame = reader.read(in);
            if (frame != null) {
                frames.add(new String(frame, StandardCharsets.ISO_8859_1));
            }
        }
        return frames;
    }
}
