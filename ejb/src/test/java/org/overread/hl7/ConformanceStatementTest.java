/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Doverread.conformance.write=true} writes the statement anew. */
class ConformanceStatementTest {
    @Test
    void the_conformance_statement_says_what_the_code_does() throws IOException {
        Path page = Path.of("")
                .toAbsolutePath()
                .resolve("../docs/hl7-conformance.md")
                .normalize();
        String text = ConformanceStatement.text();
        if (Boolean.getBoolean("overread.conformance.write")) {
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page))
                .as("docs/hl7-conformance.md is stale: run this test with -Doverread.conformance.write=true")
                .isEqualTo(text);
    }
}
