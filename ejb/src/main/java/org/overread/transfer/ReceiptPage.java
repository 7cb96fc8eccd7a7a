/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A receipt on one page of A4, to be kept with a case or handed on. It names no patient. */
public final class ReceiptPage {
    private static final float LEFT = 56;
    private static final float VALUES = 190;
    private static final float TOP = 770;
    private static final float LINE = 19;
    private static final float TITLE = 18;
    private static final float TEXT = 9.5f;
    private static final int LONGEST = 72;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private ReceiptPage() {}

    /** The page as PDF. Its font comes with it, so that it looks the same everywhere. */
    public static byte[] pdf(Receipt receipt) {
        try (PDDocument document = new PDDocument();
                InputStream font = PDDocument.class.getResourceAsStream(
                        "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            PDFont face = PDType0Font.load(document, font);
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            describe(document, receipt);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                write(content, face, receipt);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void describe(PDDocument document, Receipt receipt) {
        Calendar verified = GregorianCalendar.from(receipt.verifiedAt().atZone(ZoneOffset.UTC));
        document.getDocumentInformation().setTitle("Receipt of transfer " + receipt.transferId());
        document.getDocumentInformation().setCreator("Overread");
        document.getDocumentInformation().setCreationDate(verified);
        document.getDocumentCatalog().setLanguage("en");
    }

    private static void write(PDPageContentStream content, PDFont face, Receipt receipt) throws IOException {
        text(content, face, TITLE, LEFT, TOP, "Receipt of a transfer");
        float y = TOP - 2 * LINE;
        for (Map.Entry<String, String> line : lines(receipt).entrySet()) {
            text(content, face, TEXT, LEFT, y, line.getKey());
            text(content, face, TEXT, VALUES, y, shown(face, line.getValue()));
            y -= LINE;
        }
        y -= LINE;
        content.moveTo(LEFT, y + LINE);
        content.lineTo(PDRectangle.A4.getWidth() - LEFT, y + LINE);
        content.stroke();
        text(
                content,
                face,
                TEXT,
                LEFT,
                y,
                "All objects of the study were found at the destination at that time: " + proof(receipt));
        text(
                content,
                face,
                TEXT,
                LEFT,
                y - LINE,
                "The digest is the SHA-256 of the study's SOP Instance UIDs, sorted by their characters, one a line,");
        text(
                content,
                face,
                TEXT,
                LEFT,
                y - 2 * LINE,
                "with no line end behind the last. Whoever holds the study can compute it again.");
    }

    private static Map<String, String> lines(Receipt receipt) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Transfer", receipt.transferId() + ", round " + receipt.round());
        lines.put("Case", String.valueOf(receipt.caseId()));
        lines.put("Site", receipt.site());
        lines.put("Study Instance UID", receipt.studyUid());
        lines.put("From archive", receipt.archive());
        lines.put("To destination", receipt.destination());
        lines.put("Objects", String.valueOf(receipt.instances()));
        lines.put("Bytes sent in this round", String.valueOf(receipt.bytes()));
        lines.put("Proved", TIME.format(receipt.verifiedAt().atZone(ZoneOffset.UTC)));
        lines.put("Proved by", receipt.verification());
        lines.put("Server", receipt.node());
        lines.put("Asked for by", receipt.askedBy() == null ? "nobody: it went by itself" : receipt.askedBy());
        lines.put("Digest", receipt.digest());
        return lines;
    }

    private static String proof(Receipt receipt) {
        return switch (receipt.verification()) {
            case "instances" -> "each was listed there.";
            case "committed" -> "it took responsibility for each.";
            default -> "as many were taken.";
        };
    }

    private static void text(PDPageContentStream content, PDFont face, float size, float x, float y, String text)
            throws IOException {
        content.beginText();
        content.setFont(face, size);
        content.newLineAtOffset(x, y);
        content.showText(text);
        content.endText();
    }

    /** What the font has no glyph for is shown as a question mark: a name in the configuration must not cost the receipt. */
    private static String shown(PDFont face, String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> {
            String one = Character.toString(point);
            try {
                face.encode(one);
                shown.append(one);
            } catch (IOException | IllegalArgumentException e) {
                shown.append('?');
            }
        });
        return shown.toString();
    }
}
