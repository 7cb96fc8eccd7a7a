/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overread.audit.AuditEntry;

class AuditCsvTest {
    @Test
    void a_name_with_quotes_or_a_formula_stays_one_harmless_field() {
        AuditEntry entry = new AuditEntry(
                7, Instant.parse("2026-11-29T09:00:00Z"), "110110", "R", 0, "=cmd(\"x\"),y", "case:1", "<m/>");
        assertThat(AuditCsv.of(List.of(entry)))
                .isEqualTo("id,at,event,action,outcome,who,subject\r\n"
                        + "7,2026-11-29T09:00:00Z,\"110110\",\"R\",0,\"'=cmd(\"\"x\"\"),y\",\"case:1\"\r\n");
    }
}
