/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.MllpClient;
import org.overread.kit.Stack;
import org.overread.kit.Uids;

/** Sender profiles at work, tried on a sample before, and names in every script from HL7 to REST. */
class Hl7SendersIT {
    private static final String PROFILE = """
            sites:
              - {name: mercy, timezone: Europe/Berlin, authority: MERCY, accessionIssuer: MERCY-ACC}
            senders:
              - name: odd
                site: mercy
                match: {sendingApplication: ODDRIS}
                charsets: [{declared: OURS, means: windows-1252}]
                authority: ODDPAT
                unknownTypes: store
                fields: {accession: [ZOR-4, OBR-3], priority: [OBR-5]}
                priorities: {STAT: [NOTFALL]}
                orderControl:
                  - {control: XX, status: "9", act: cancel}
                limits: {segments: 20}
            """;
    /** Twelve scripts, as DICOM writes a name. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("Latin", "ŁUKASIEWICZ^ŽOFIE"),
            Map.entry("Greek", "ΔΙΟΝΥΣΙΟΣ^ΣΠΥΡΟΣ"),
            Map.entry("Cyrillic", "ЛЮБИМОВ^ЁЖИ"),
            Map.entry("Hebrew", "שרון^דבורה"),
            Map.entry("Arabic", "قباني^لنزار"),
            Map.entry("Devanagari", "शर्मा^प्रिया"),
            Map.entry("Thai", "สุขใจ^นภา"),
            Map.entry("Han", "王^小東"),
            Map.entry("Kana", "ヤマダ^タロウ"),
            Map.entry("Hangul", "김^희중"),
            Map.entry("Georgian", "ბერიძე^ნინო"),
            Map.entry("Armenian", "Պետրոսյան^Անի")));

    private static Stack stack;

    @BeforeAll
    static void configure() {
        stack = Hl7Server.stack();
        stack.configure(PROFILE);
    }

    @Test
    void a_profile_reads_a_senders_own_places_codes_controls_and_sets() throws IOException {
        String number = Uids.number();
        assertThat(send(order(number, "NW", "").getBytes("windows-1252"))).isEqualTo("AA");

        JsonNode order = order(number);
        assertThat(order.path("accession").asText()).isEqualTo("Z" + number);
        assertThat(order.path("accessionIssuer").asText()).isEqualTo("MERCY-ACC");
        assertThat(order.path("priority").asText()).isEqualTo("STAT");
        assertThat(order.at("/patient/authority").asText()).isEqualTo("ODDPAT");
        assertThat(order.path("scheduledAt").asText()).isEqualTo("2027-01-01T09:00:00Z"); // Berlin
        assertThat(name("P" + number)).isEqualTo("M\u20acLLER^JÖRG");

        assertThat(send(order(number, "XX", "9").getBytes("windows-1252"))).isEqualTo("AA");
        assertThat(order(number).path("state").asText()).isEqualTo("CANCELLED");
        assertThat(send((header("ZZZ^Z99", "UNICODE UTF-8")).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("AA");
        assertThat(send((order(Uids.number(), "NW", "") + "NTE|1\r".repeat(30)).getBytes("windows-1252")))
                .isEqualTo("AE");
    }

    @Test
    void a_profile_is_tried_on_a_sample_before_it_is_saved_and_nothing_is_kept() throws IOException {
        String number = Uids.number();
        long before = Hl7Server.messages(stack.database());
        String document = PROFILE.replace("ZOR-4", "ZOR-5");
        var body = new ObjectMapper()
                .writeValueAsString(Map.of(
                        "document", document, "message", order(number, "NW", "").replace("OURS", "UNICODE UTF-8")));

        JsonNode tried = stack.as("integrator")
                .post("/overread/api/configuration/validate/message", body)
                .ok()
                .json();

        assertThat(tried.path("sender").asText()).isEqualTo("odd");
        assertThat(tried.path("acknowledgement").asText()).isEqualTo("AA");
        assertThat(tried.path("does").asText()).isEqualTo("order");
        Map<String, String> fields = new LinkedHashMap<>();
        tried.path("fields")
                .forEach(f -> fields.put(
                        f.path("item").asText(),
                        f.path("value").asText() + " " + f.path("source").asText()));
        assertThat(fields)
                .containsEntry("accession", "F" + number + " OBR-3.1")
                .containsEntry("priority", "NOTFALL OBR-5.1");
        assertThat(Hl7Server.messages(stack.database())).isEqualTo(before);
        assertThat(stack.as("radiologist")
                        .post("/overread/api/configuration/validate/message", body)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void names_in_twelve_scripts_come_back_byte_by_byte() throws IOException {
        int number = 0;
        for (Map.Entry<String, String> script : NAMES.entrySet()) {
            String id = "NAME" + Uids.number() + number++;
            assertThat(send(patient(id, script.getValue(), "UNICODE UTF-8").getBytes(StandardCharsets.UTF_8)))
                    .as(script.getKey())
                    .isEqualTo("AA");
            assertThat(name(id).getBytes(StandardCharsets.UTF_8))
                    .as(script.getKey())
                    .isEqualTo(script.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void names_in_the_sets_of_their_countries_come_back_too() throws IOException {
        Map<String, String> sets = Map.of(
                "8859/2",
                "Latin",
                "8859/5",
                "Cyrillic",
                "8859/6",
                "Arabic",
                "8859/7",
                "Greek",
                "8859/8",
                "Hebrew",
                "GB 18030-2000",
                "Han",
                "ISO IR166",
                "Thai",
                "UNICODE UTF-16",
                "Georgian");
        for (Map.Entry<String, String> set : sets.entrySet()) {
            String id = "SET" + Uids.number();
            String name = NAMES.get(set.getValue());
            Charset charset = switch (set.getKey()) {
                case "GB 18030-2000" -> Charset.forName("GB18030");
                case "ISO IR166" -> Charset.forName("TIS-620");
                case "UNICODE UTF-16" -> StandardCharsets.UTF_16LE;
                default -> Charset.forName("ISO-8859-" + set.getKey().substring(5));
            };
            assertThat(stored(patient(id, name, set.getKey()).getBytes(charset)))
                    .as(set.getKey())
                    .startsWith("ACCEPTED");
            assertThat(name(id)).as(set.getKey()).isEqualTo(name);
        }
    }

    @Test
    void names_switched_by_iso_2022_escape_sequences_come_back_in_their_groups() throws IOException {
        String id = "ISO" + Uids.number();
        String[] parts = patient(id, "YAMADA^TARO~@", "~ISO IR87").split("@", 2);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(parts[0].getBytes(StandardCharsets.US_ASCII));
        message.writeBytes("山田^太郎".getBytes("ISO-2022-JP"));
        message.writeBytes(("^^^^^L^I" + parts[1]).getBytes(StandardCharsets.US_ASCII));

        assertThat(send(message.toByteArray())).isEqualTo("AA");

        assertThat(name(id)).isEqualTo("YAMADA^TARO=山田^太郎");
    }

    @Test
    void an_integrator_undoes_a_merge_and_others_do_not() throws IOException {
        String number = Uids.number();
        byte[] merge = (header("ADT^A40^ADT_A39", "UNICODE UTF-8") + "PID|1||S" + number + "||S^T\rMRG|M" + number
                        + "\r")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(send(merge)).isEqualTo("AA");
        JsonNode merged = patient("M" + number);
        assertThat(merged.path("mergedInto").asLong())
                .isEqualTo(patient("S" + number).path("id").asLong());
        String path = "/overread/api/patients/" + merged.path("id").asText() + "/unmerge";
        String tag = "\"" + merged.path("version").asText() + "\"";

        assertThat(stack.as("coordinator")
                        .header("If-Match", tag)
                        .post(path, "")
                        .status())
                .isEqualTo(403);
        JsonNode now = stack.as("integrator")
                .header("If-Match", tag)
                .post(path, "")
                .ok()
                .json();

        assertThat(now.path("mergedInto").isMissingNode()
                        || now.path("mergedInto").isNull())
                .isTrue();
        assertThat(stack.as("integrator").header("If-Match", tag).post(path, "").status())
                .isEqualTo(409);
        assertThat(stack.as("auditor")
                        .get("/overread/api/audit?limit=10&subject=patient:"
                                + merged.path("id").asText())
                        .ok()
                        .json()
                        .at("/items/0/who")
                        .asText())
                .isEqualTo("integrator");
    }

    private static String send(byte[] message) throws IOException {
        try (MllpClient sender = stack.mllp()) {
            return sender.send(message).code();
        }
    }

    /** For answers that are in UTF-16 like their message. */
    private static String stored(byte[] message) throws IOException {
        try (MllpClient sender = stack.mllp()) {
            sender.send(message);
        }
        return Hl7Server.lastMessage(stack.database());
    }

    private static String header(String type, String charset) {
        return "MSH|^~\\&|ODDRIS|X|OVERREAD|MERCY|20261124101500||" + type + "|S" + Uids.number() + "|P|2.5||||||"
                + charset + "\r";
    }

    private static String order(String number, String control, String status) {
        return header("ORM^O01", "OURS") + "PID|1||P" + number + "||M\u20acLLER^JÖRG\rORC|" + control + "|P" + number
                + "|F"
                + number + "||" + status + "||^^^20270101100000\rOBR|1|P" + number + "|F" + number
                + "|CT^HEAD|NOTFALL\rZOR|||Z" + "|Z" + number + "\r";
    }

    private static String patient(String id, String name, String charset) {
        return header("ADT^A04", charset) + "PID|1||" + id + "||" + name + "\r";
    }

    private static JsonNode order(String number) {
        return stack.as("coordinator")
                .post("/overread/api/orders/search", "{\"placerNumber\":\"P" + number + "\"}")
                .ok()
                .json()
                .path("items")
                .path(0);
    }

    private static String name(String id) {
        return patient(id).path("name").asText();
    }

    private static JsonNode patient(String id) {
        return stack.as("coordinator")
                .post("/overread/api/patients/search", "{\"patientId\":\"" + id + "\"}")
                .ok()
                .json()
                .path("items")
                .path(0);
    }
}
