/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** A receipt as a page, read back. */
class ReceiptPageTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static Receipt receipt(String destination, String askedBy) {
        return new Receipt(
                17,
                2,
                5,
                "hospital",
                destination,
                "mercy",
                "1.2.826.0.1.3680043.10.1",
                290,
                152_000_000,
                "instances",
                DIGEST,
                "node-1",
                askedBy,
                Instant.parse("2026-11-24T12:00:00Z"));
    }

    @Test
    void says_what_was_proved_where_and_when() throws IOException {
        try (PDDocument page = Loader.loadPDF(ReceiptPage.pdf(receipt("night-pacs", null)))) {
            assertThat(page.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(page))
                    .contains("17, round 2")
                    .contains("1.2.826.0.1.3680043.10.1")
                    .contains("night-pacs")
                    .contains("290")
                    .contains("2026-11-24 12:00:00 UTC")
                    .contains(DIGEST)
                    .contains("it went by itself")
                    .contains("each was listed there");
            assertThat(page.getPage(0).getResources().getFontNames())
                    .allSatisfy(name -> assertThat(
                                    page.getPage(0).getResources().getFont(name).isEmbedded())
                            .isTrue());
        }
    }

    @Test
    void a_name_beyond_the_font_costs_no_receipt() throws IOException {
        try (PDDocument page = Loader.loadPDF(ReceiptPage.pdf(receipt("\u8aad\u5f71\u2028PACS\t", "J\u00fcrgen")))) {
            assertThat(new PDFTextStripper().getText(page)).contains("PACS").contains("J\u00fcrgen");
        }
    }
}
