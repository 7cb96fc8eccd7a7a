/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.overread.config.Configuration;
import org.overread.config.Hl7Receiver;
import org.overread.hl7adapter.api.RawMessage;

/** What {@link ConformanceStatement} says of answers apart, batches, parts and forwarding: as the code does it. */
final class ConformanceTransport {
    private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
    private static final List<String> CONDITIONS = List.of("AL", "NE", "ER", "SU");
    private static final String PID = "PID|1||P1^^^SITE||DOE^JANE\r";

    private final StringBuilder page = new StringBuilder();

    static String text() {
        return new ConformanceTransport().write();
    }

    private String write() {
        backChannel();
        batches();
        parts();
        forwarding();
        return page.toString();
    }

    private void backChannel() {
        page.append("""
                ## Application acknowledgements on a connection of their own

                For a sender whose profile has `acknowledgements`. First what goes back at once, then what follows apart (MSH-15 `AL`).

                | MSH-15 | MSH-16 | taken | to be mended | refused |
                |---|---|---|---|---|
                """);
        for (String accept : CONDITIONS) {
            for (String application : CONDITIONS) {
                AnswerMode mode = AnswerMode.of(
                        new Header(("MSH|^~\\&|||||||||||||" + accept + "|" + application)
                                .getBytes(StandardCharsets.UTF_8)),
                        true);
                List<String> cells = new ArrayList<>(List.of(accept, application));
                for (String code : List.of("AA", "AE", "AR")) {
                    cells.add((mode.sends(code) ? mode.code(code) : "none")
                            + (mode.follows(code) ? ", then " + code : ""));
                }
                page.append("| ").append(String.join(" | ", cells)).append(" |\n");
            }
        }
        page.append('\n');
    }

    private void batches() {
        String message = TranslatedMessages.header("ADT^A04") + PID;
        String sent = "FHS|^~\\&|RIS|SITE|||||||F1\rBHS|^~\\&|RIS|SITE|||||||B1\r" + message
                + message.replace("|MSG1|", "|MSG2|") + "BTS|2\rFTS|1\r";
        Batch batch = Batch.of(raw(sent)).orElseThrow();
        List<byte[]> answers = batch.messages().stream()
                .map(each -> new Acknowledgement(
                                Envelope.of(each, Configuration.EMPTY).header())
                        .answer("AA", 1, NOW, List.of()))
                .toList();
        page.append("## Batches (FHS, BHS)\n\n");
        block(sent);
        page.append("is ").append(batch.messages().size()).append(" messages, and answered\n\n");
        block(new String(batch.answer(answers, 2, NOW), StandardCharsets.UTF_8));
    }

    private void parts() {
        page.append("""
                ## Messages in parts (MSH-14, DSC-1)

                | MSH-14 | DSC-1 | is | in UTF-16 |
                |---|---|---|---|
                """);
        for (String continued : List.of("", "P1")) {
            for (String pointer : List.of("", "P2")) {
                String message = TranslatedMessages.header("ORM^O01").replace("|2.5.1||", "|2.5.1||" + continued)
                        + PID
                        + (pointer.isEmpty() ? "" : "DSC|" + pointer + "|F\r");
                page.append("| ")
                        .append(continued.isEmpty() ? "empty" : continued)
                        .append(" | ")
                        .append(pointer.isEmpty() ? "none" : pointer)
                        .append(" | ")
                        .append(kind(message.getBytes(StandardCharsets.UTF_8)))
                        .append(" | ")
                        .append(kind(message.getBytes(StandardCharsets.UTF_16LE)))
                        .append(" |\n");
            }
        }
        page.append('\n');
    }

    private static String kind(byte[] message) {
        return Part.of(message)
                .map(part -> part.isLast()
                        ? "the last part: joined to those before, and done"
                        : (part.continued().isEmpty() ? "the first part" : "a part between") + ": kept, AA")
                .orElse("a whole message");
    }

    private void forwarding() {
        String message = TranslatedMessages.header("ADT^A08") + PID;
        Hl7Receiver usual = LoopConfigured.receiver(2575, Hl7Receiver.InDoubt.RESEND, 12);
        page.append(
                        "## Forwarding to another system\n\nIts bytes but for MSH-3 to MSH-6, under the same MSH-10. For a receiver `")
                .append(usual.application())
                .append("`, `")
                .append(usual.facility())
                .append("`:\n\n");
        block(message);
        page.append("becomes\n\n");
        block(new String(Readdressed.to(message.getBytes(StandardCharsets.UTF_8), usual), StandardCharsets.UTF_8));
    }

    private static RawMessage raw(String message) {
        return new RawMessage(message.getBytes(StandardCharsets.UTF_8), "c", "192.0.2.1", null, NOW);
    }

    private void block(String message) {
        page.append("```\n").append(message.replace('\r', '\n')).append("```\n\n");
    }
}
