/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.config.DocumentReaderTest.ANY;
import static org.overread.config.DocumentReaderTest.MINIMAL;
import static org.overread.config.DocumentReaderTest.wrong;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are none, or are meant to do harm. */
class HostileDocumentTest {
    @ParameterizedTest
    @CsvSource({
        "http://user:pw@pacs/dicom-web",
        "http://pacs/dicom-web?key=1",
        "ftp://pacs/",
        "pacs:8080",
        "file:///etc/passwd",
        "http://pacs/#x",
        "http:///x",
    })
    void refuses_an_address_that_is_not_plain_and_does_not_repeat_it(String url) {
        assertThat(wrong(MINIMAL.replace("http://127.0.0.1:8042/dicom-web", "'" + url + "'")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("OVR000117");
                    assertThat(finding.toString()).doesNotContain(url);
                });
    }

    @Test
    void never_repeats_a_secret_that_was_written_in_the_wrong_place() {
        String text = MINIMAL.replace(
                "    kind: dicomweb\n",
                "    kind: dicomweb\n    username: me\n    password: hunter2\n    token: hunter2\n");
        assertThat(wrong(text))
                .isNotEmpty()
                .noneMatch(finding -> finding.toString().contains("hunter2"));
        assertThat(wrong("password: hunter2: x\n"))
                .noneMatch(finding -> finding.toString().contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sites: [",
                "\tsites:\n",
                "{\"sites\": [}",
                "{\"sites\": []} x",
                "a: b: c",
                "--- a\n--- b\n",
                "%YAML 9.9\n---\n",
                "<html><body>Error</body></html>",
                "- just\n- a list\n",
                "just a text",
                "42",
                "\u0000\u0001\u0002",
                "sites: !!java.net.URL [http://127.0.0.1]",
                "? [complex, key]\n: value",
            })
    void refuses_what_is_no_configuration(String text) {
        assertThat(wrong(text))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.code()).startsWith("OVR0001"));
    }

    @Test
    void refuses_bombs() {
        String laughs = "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n";
        assertThat(wrong(laughs)).extracting(Finding::code).containsExactly("OVR000106");
        assertThat(wrong("[".repeat(5_000) + "]".repeat(5_000))).isNotEmpty();
        assertThat(wrong("{\"a\":".repeat(30) + "1" + "}".repeat(30)))
                .extracting(Finding::code)
                .contains("OVR000107");
        assertThat(wrong("- x\n".repeat(60_000))).extracting(Finding::code).contains("OVR000107");
        assertThat(wrong("#".repeat(2_000_000))).extracting(Finding::code).containsExactly("OVR000101");
    }

    @Test
    void never_throws_whatever_is_cut_off_or_changed() throws IOException {
        String example = Files.readString(Path.of("../standalone-config/example-configuration.yaml"));
        for (int end = 0; end < example.length(); end += 23) {
            DocumentReader.read(example.substring(0, end), ANY);
        }
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            StringBuilder mutated = new StringBuilder(example);
            for (int j = 0; j < 3; j++) {
                mutated.setCharAt(
                        random.nextInt(mutated.length()), "{}[]:-&*!|>'\"#\n\t x0".charAt(random.nextInt(19)));
            }
            DocumentReader.read(mutated.toString(), ANY);
        }
    }
}
