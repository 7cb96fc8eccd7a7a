/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.overread.shared.Json;

/** An archive's datasets on their way to a viewer. */
class DatasetStreamTest {
    private static final String ROW = """
            {"00080018":{"vr":"UI","Value":["1.4"]},
             "00081190":{"vr":"UR","Value":["http://archive/rs/studies/1.2"]},
             "00091010":{"vr":"OB","BulkDataURI":"http://archive/rs/studies/1.2/bulk/1"},
             "00100010":{"vr":"PN","Value":[{"Alphabetic":"A^Ä"}]},
             "0020000D":{"vr":"UI","Value":["1.2"]},
             "0020000E":{"vr":"UI","Value":["1.3"]},
             "00400275":{"vr":"SQ","Value":[{"0020000D":{"vr":"UI","Value":["9.9"]},
                 "00091020":{"vr":"OW","BulkDataURI":"http://elsewhere.example/x"}}]},
             "00280010":{"vr":"US","Value":[512]},"00280030":{"vr":"DS","Value":[1.5,null]},
             "7FE00010":{"vr":"OW","BulkDataURI":"http://archive/rs/studies/1.2/bulk/2"}}""";

    private final List<String> seen = new ArrayList<>();

    @Test
    void urls_become_ours_and_one_that_leads_elsewhere_is_left_out() throws Exception {
        JsonNode row =
                Json.MAPPER.readTree(passed("[" + ROW + "," + ROW + "]", 7)).get(1);
        assertThat(row.at("/00081190/Value/0").asText()).isEqualTo("http://ours/studies/1.2");
        assertThat(row.at("/7FE00010/BulkDataURI").asText()).isEqualTo("http://ours/studies/1.2/bulk/2");
        assertThat(row.at("/00091010/BulkDataURI").asText()).isEqualTo("http://ours/studies/1.2/bulk/1");
        assertThat(row.at("/00400275/Value/0/00091020").toString()).isEqualTo("{\"vr\":\"OW\"}");
        assertThat(row.at("/00100010/Value/0/Alphabetic").asText()).isEqualTo("A^Ä");
        assertThat(row.at("/00280010/Value/0").isInt()).isTrue();
        assertThat(row.at("/00280030/Value/1").isNull()).isTrue();
        assertThat(seen).containsExactly("1.3/1.4", "1.3/1.4");
    }

    @Test
    void however_it_is_cut_the_same_comes_out() throws Exception {
        String whole = passed("[" + ROW + "]", Integer.MAX_VALUE);
        for (int size = 1; size < 60; size++) {
            assertThat(passed("[" + ROW + "]", size))
                    .as("in pieces of %d", size)
                    .isEqualTo(whole);
        }
    }

    @Test
    void nothing_of_a_dataset_of_another_study_goes_out() {
        String other = ROW.replace("[\"1.2\"]", "[\"1.22\"]");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> pass("[" + ROW + "," + other + "]", 50, out)).isInstanceOf(IOException.class);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("1.22").contains("A^Ä".substring(0, 2));
        assertThat(out.toString(StandardCharsets.UTF_8).split("A\\^", -1)).hasSize(2);
    }

    @Test
    void what_is_no_list_of_datasets_is_refused() {
        for (String text : new String[] {
            "",
            "{}",
            "[1]",
            "[[]]",
            "[{}]",
            "[{\"00100010\":{\"vr\":\"PN\"}}]",
            "[" + ROW,
            "[]x",
            "[] []",
            "<html>",
            "[" + "{\"a\":[".repeat(200)
        }) {
            assertThatThrownBy(() -> passed(text, 10)).as(text).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_list_of_none_is_one() throws Exception {
        assertThat(passed("[]", 1)).isEqualTo("[]");
    }

    @Test
    void what_is_held_does_not_grow_with_the_frames() throws Exception {
        DatasetStream stream = stream();
        stream.pass(("[" + ROW.substring(0, ROW.length() - 1) + ",\"52009230\":{\"vr\":\"SQ\",\"Value\":[")
                .getBytes(StandardCharsets.UTF_8));
        byte[] frame = "{\"00280010\":{\"vr\":\"US\",\"Value\":[512]}},".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 200_000; i++) {
            assertThat(stream.pass(frame).length).isBetween(frame.length - 2, frame.length + 2);
        }
    }

    private String passed(String text, int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        seen.clear();
        pass(text, size, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void pass(String text, int size, ByteArrayOutputStream out) throws IOException {
        DatasetStream stream = stream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; ) {
            int end = (int) Math.min(bytes.length, (long) at + size);
            out.write(stream.pass(Arrays.copyOfRange(bytes, at, end)));
            at = end;
        }
        out.write(stream.end());
    }

    private DatasetStream stream() {
        return new DatasetStream(
                "1.2",
                url -> url.startsWith("http://archive/rs/")
                        ? Optional.of(url.replace("http://archive/rs", "http://ours"))
                        : Optional.empty(),
                (series, instance) -> seen.add(series + "/" + instance));
    }
}
