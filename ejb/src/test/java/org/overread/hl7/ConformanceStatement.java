/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.overread.config.Configuration;
import org.overread.config.OrderItem;
import org.overread.config.OrderReading;
import org.overread.config.Sender;
import org.overread.hl7adapter.api.RawMessage;

/**
 * Writes {@code docs/hl7-conformance.md}: each line of its tables is what the code answers when it is asked, so that the
 * statement cannot say anything else than what is done.
 */
final class ConformanceStatement {
    private static final Instant NOW = Instant.parse("2026-11-24T10:16:00Z");
    private static final List<String> STATUSES = List.of("", "SC", "NW", "IP", "HD", "A", "CM", "CA", "DC", "ER", "RP");
    private static final List<String> CONTROLS = List.of(
            "NW", "SN", "RO", "CH", "XO", "XX", "XR", "NA", "CA", "OC", "CR", "RP", "RQ", "RU", "DC", "OD", "DR", "SC",
            "PA", "OK", "UA", "HD", "RF");
    private static final List<String> CHARACTER_SETS = List.of(
            "ASCII",
            "8859/1",
            "8859/2",
            "8859/3",
            "8859/4",
            "8859/5",
            "8859/6",
            "8859/7",
            "8859/8",
            "8859/9",
            "8859/10",
            "8859/13",
            "8859/15",
            "UNICODE",
            "UNICODE UTF-8",
            "UNICODE UTF-16",
            "UNICODE UTF-32",
            "ISO IR6",
            "ISO IR14",
            "ISO IR87",
            "ISO IR100",
            "ISO IR149",
            "ISO IR159",
            "ISO IR192",
            "GB 18030-2000",
            "KS X 1001",
            "BIG-5",
            "Windows-1252",
            "KLINGON");
    private static final String PID = "PID|1||P1^^^SITE^MR~N9^^^NATION^NI||DOE^JANE^^JR^DR||19800202|F\r";
    private static final String ORDER = "ORC|NW|PL1^RIS|FL1^RIS||SC||||20261124101500|||1001^ORDER^DOC\r"
            + "TQ1|1||||||20261125100000||S\r"
            + "OBR|1|PL1^RIS|FL1^RIS|CTABD^CT Abdomen^99SITE|||||||||fever||||||||||||||||||^Pain\r"
            + "IPC|ACC1^RIS|RP1|1.2.3.5|SPS1|CT|CTABD^CT Abdomen^99SITE|||CT1\r";

    private final StringBuilder page = new StringBuilder();

    static String text() {
        return new ConformanceStatement().write();
    }

    private String write() {
        page.append("""
                # HL7 v2 conformance statement

                Written by `ConformanceStatementTest` from the code; do not edit it. What the words mean is in [hl7.md](hl7.md).
                This is what is done for a sender without a profile; a profile of its own changes places, priorities, order
                control, character sets and limits, see [configuration.md](configuration.md).

                """);
        messages();
        orderControl();
        fields();
        tables();
        answers();
        page.append(ConformanceTransport.text());
        examples();
        return page.toString().stripTrailing() + "\n";
    }

    private void messages() {
        heading("Messages", "MSH-9", "does", "MSA-1");
        List<String> types = new ArrayList<>(List.of("ORM^O01", "OMG^O19", "OMI^O23", "OML^O21", "ORU^R01"));
        IntStream.rangeClosed(1, 62).forEach(n -> types.add("ADT^A%02d".formatted(n)));
        IntStream.rangeClosed(12, 26).forEach(n -> types.add("SIU^S%02d".formatted(n)));
        types.addAll(List.of("MFN^M02", "MFN^M05", "MDM^T02", "DFT^P03", "QBP^Q11", "QRY^A19"));
        Map<List<String>, List<String>> byEffect = new LinkedHashMap<>();
        for (String type : types) {
            Act act = act(message(type));
            String answer = act instanceof Act.Refuse refuse
                    ? refuse.acknowledgement() + " " + refuse.fault().code().number()
                    : "AA";
            byEffect.computeIfAbsent(List.of(does(act), answer), k -> new ArrayList<>())
                    .add(type);
        }
        byEffect.forEach((effect, all) -> row(String.join(" ", all), effect.get(0), effect.get(1)));
        page.append('\n');
    }

    private static String message(String type) {
        String segments = switch (type.substring(0, 3)) {
            case "ORM", "OMG", "OMI", "OML" -> PID + ORDER;
            case "SIU" -> "SCH|1||||||||||^^^20261126083000|||||||||||||||PL1^RIS|FL1^RIS\r" + PID;
            case "ADT" ->
                "EVN|" + type.substring(4) + "\r" + PID
                        + (List.of("A34", "A40", "A47").contains(type.substring(4)) ? "MRG|P2^^^SITE\r" : "")
                        + (List.of("A24", "A37").contains(type.substring(4)) ? PID.replace("P1", "P2") : "");
            default -> PID;
        };
        return TranslatedMessages.header(type) + segments;
    }

    private static String does(Act act) {
        return act instanceof Act.Refuse
                ? "nothing"
                : act.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private void orderControl() {
        heading(
                "Order control (ORC-1 down, ORC-5 across)",
                "",
                STATUSES.stream().map(s -> s.isEmpty() ? "empty" : s).toArray(String[]::new));
        for (String control : CONTROLS) {
            List<String> cells = new ArrayList<>(List.of(control));
            STATUSES.forEach(status -> cells.add(OrderControl.of(control, status)
                    .map(pair -> pair.control().name().toLowerCase(java.util.Locale.ROOT)
                            + (pair.state() == null ? "" : " " + pair.state()))
                    .orElse("AE 103")));
            row(cells.toArray(String[]::new));
        }
        page.append('\n');
    }

    private void fields() {
        heading("Where an order's values are", "item", "the first of these that has one", "`\"\"` deletes it");
        Map<OrderItem, Boolean> deletable = new LinkedHashMap<>();
        for (OrderItem item : OrderItem.values()) {
            deletable.put(item, item != OrderItem.REQUESTED_PROCEDURE);
            row(
                    item.key(),
                    item.usual().stream().map(Object::toString).collect(Collectors.joining(", ")),
                    deletable.get(item) ? "yes" : "no");
        }
        page.append("\nMost characters of an identifier: ")
                .append(Fields.LIMIT)
                .append("; of a patient ID: 64. One message: ")
                .append(Sender.Limits.USUAL.bytes())
                .append(" bytes, ")
                .append(Sender.Limits.USUAL.segments())
                .append(" segments.\n\n");
    }

    private void tables() {
        heading("Priority (table 0485)", "code", "priority");
        for (String code : List.of("S", "A", "R", "P", "C", "T", "PRN")) {
            row(code, OrderReading.USUAL.priority(code).map(Enum::name).orElse("not known: routine, with a warning"));
        }
        heading("\nCharacter sets (MSH-18)", "declared", "read as");
        for (String declared : CHARACTER_SETS) {
            row(declared, CharacterSets.named(declared).map(c -> c.name()).orElse("AE 103"));
        }
        heading("\nEscape sequences", "sent", "read as");
        Escapes escapes = new Escapes(List.of(StandardCharsets.UTF_8));
        var usual = new ca.uhn.hl7v2.parser.EncodingCharacters('|', "^~\\&");
        for (String sent : List.of(
                "\\F\\",
                "\\S\\",
                "\\T\\",
                "\\R\\",
                "\\E\\",
                "\\XC3BC\\",
                "\\XFF\\",
                "\\.br\\",
                "\\.sp2\\",
                "\\H\\",
                "\\N\\",
                "\\M2442\\;3\\C2842\\",
                "\\Z1\\")) {
            String read = escapes.unescape(sent, usual).replace("\n", "(line end)");
            row(code(sent), read.isEmpty() ? "(nothing)" : code(read));
        }
        page.append('\n');
    }

    private void answers() {
        heading("Acknowledgement (MSH-15, MSH-16)", "MSH-15", "MSH-16", "taken", "to be mended", "refused");
        for (String accept : List.of("", "AL", "NE", "ER", "SU")) {
            for (String application : List.of("", "AL", "NE", "ER", "SU")) {
                AnswerMode mode = AnswerMode.of(new Header(
                        ("MSH|^~\\&|||||||||||||" + accept + "|" + application).getBytes(StandardCharsets.UTF_8)));
                row(
                        accept.isEmpty() ? "empty" : accept,
                        application.isEmpty() ? "empty" : application,
                        said(mode, "AA"),
                        said(mode, "AE"),
                        said(mode, "AR"));
            }
        }
        heading("\nError codes (ERR-3, table 0357)", "code", "text");
        for (ErrorCode code : ErrorCode.values()) {
            row(String.valueOf(code.number()), code.text());
        }
        page.append('\n');
    }

    private static String said(AnswerMode mode, String code) {
        return mode.sends(code) ? mode.code(code) : "none";
    }

    private void examples() {
        page.append("## Examples\n\n");
        example("OMI^O23^OMI_O23", PID + ORDER);
        example("ADT^A40^ADT_A39", "EVN|A40\r" + PID + "MRG|P2^^^SITE\r");
        example("SIU^S12^SIU_S12", "SCH|1||||||||||^^^20261126083000|||||||||||||||PL1^RIS|FL1^RIS\r" + PID);
        example("ORM^O01", PID + ORDER.replace("||SC|", "||ZZ|"));
    }

    private void example(String type, String segments) {
        String message = TranslatedMessages.header(type) + segments;
        List<String> read = new ArrayList<>();
        Envelope envelope = envelope(message);
        Act act = new Translator(
                        Configuration.EMPTY,
                        (item, value, source) -> read.add("| " + item + " | " + code(value) + " | " + source + " |"))
                .translate(envelope, 1)
                .act();
        Optional<Fault> fault = act instanceof Act.Refuse refuse ? Optional.of(refuse.fault()) : Optional.empty();
        String code = act instanceof Act.Refuse refuse ? refuse.acknowledgement() : Acknowledgement.ACCEPT;
        byte[] answer = new Acknowledgement(envelope.header())
                .answer(code, 1, NOW, fault.stream().toList());
        block(message);
        page.append("is answered\n\n");
        block(new String(answer, StandardCharsets.UTF_8));
        if (fault.isEmpty()) {
            page.append("and read as\n\n| item | value | from |\n|---|---|---|\n");
            read.forEach(line -> page.append(line).append('\n'));
            page.append('\n');
        }
    }

    private static Act act(String message) {
        return new Translator(Configuration.EMPTY)
                .translate(envelope(message), 1)
                .act();
    }

    private static Envelope envelope(String message) {
        return Envelope.of(
                new RawMessage(message.getBytes(StandardCharsets.UTF_8), "c", "192.0.2.1", null, NOW),
                Configuration.EMPTY);
    }

    private void block(String message) {
        page.append("```\n").append(message.replace('\r', '\n')).append("```\n\n");
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private void heading(String title, String first, String... others) {
        String line = title.startsWith("\n") ? "\n## " + title.substring(1) : "## " + title;
        page.append(line).append("\n\n");
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        row(all.toArray(String[]::new));
        page.append("|").append("---|".repeat(all.size())).append('\n');
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
