/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Uids;

/** One cell of {@link Hl7TableIT}: a message to a case of its own, and what REST says of that before and after. */
final class TableCell {
    private static final Pattern CODE = Pattern.compile("OVR(\\d{6})\\b");
    /** Facts that are told by their name alone: their values are of this run. */
    private static final List<String> UNNAMED = List.of("accession", "procedure", "start", "patient", "name");

    final String message;
    final String state;
    final Order order;
    final Order replacement;
    final TableMessages messages;
    String answer = "";
    String caseId = "";
    Map<String, String> before = Map.of();
    List<String> auditedBefore = List.of();

    TableCell(String message, String state) {
        this.message = message;
        this.state = state;
        String modality = switch (state) {
            case "COMPLETE" -> "DX"; // no rule speaks for it
            case "ROUTED" -> "MR"; // its destination is down
            default -> "CT";
        };
        Patient patient = new Patient("TB" + Uids.number(), "MERCY", "TABLE^PERSON", "19700101", "F");
        this.order = Order.of(patient, modality, "TABLE PROCEDURE");
        this.replacement = Order.of(patient, "CT", "REPLACEMENT");
        this.messages = new TableMessages(order, replacement);
    }

    /** The message in question; a report names the case by our number. */
    String text() {
        return switch (message) {
            case "report-preliminary" -> messages.report(caseId, "P");
            case "report-final" -> messages.report(caseId, "F");
            case "report-corrected" -> messages.report(caseId, "C");
            default -> messages.of(message);
        };
    }

    /** {@code AA}, or with the codes of what it warns of or refuses. */
    void answered(String text) {
        Matcher code = CODE.matcher(text);
        answer = text.replaceAll("(?s).*\\rMSA\\|(\\w\\w).*", "$1");
        while (code.find()) {
            answer += "+" + Integer.parseInt(code.group(1));
        }
    }

    /** The case as the coordinator sees it, an empty object when there is none. */
    JsonNode seen(Stack stack) {
        var caller = stack.as("coordinator");
        if (!caseId.isEmpty()) {
            return caller.get("/overread/api/cases/" + caseId).ok().json();
        }
        JsonNode found = first(
                stack, "coordinator", "cases", "patientId", order.patient().id());
        caseId = found.path("id").asText("");
        return found;
    }

    Map<String, String> facts(Stack stack) {
        Map<String, String> facts = new TreeMap<>();
        JsonNode placed = first(stack, "coordinator", "orders", "placerNumber", order.placer());
        if (!placed.isEmpty()) {
            facts.put("order", placed.path("state").asText());
            facts.put("priority", placed.path("priority").asText());
            facts.put("accession", placed.path("accession").asText());
            facts.put("procedure", placed.path("procedure").asText());
            facts.put("start", placed.path("scheduledAt").asText());
            facts.put("patient", placed.at("/patient/id").asText());
            JsonNode seen = seen(stack);
            facts.put("case", seen.path("state").asText());
            facts.put("urgency", seen.path("priority").asText());
            facts.put("flag", seen.path("orderCancelled").asBoolean() ? "cancelled" : "none");
            JsonNode transfers = stack.as("integrator")
                    .get("/overread/api/transfers?case=" + caseId)
                    .ok()
                    .json()
                    .path("items");
            String transfer = transfers.path(0).path("state").asText("none");
            facts.put("transfer", transfer.matches("WAITING|SENDING|VERIFYING") ? "under way" : transfer);
        }
        facts.put(
                "name",
                first(
                                stack,
                                "coordinator",
                                "patients",
                                "patientId",
                                order.patient().id())
                        .path("name")
                        .asText());
        JsonNode other = first(stack, "coordinator", "orders", "placerNumber", replacement.placer());
        if (!other.isEmpty()) {
            facts.put("new", other.path("state").asText());
        }
        return facts;
    }

    /** What of the order, its patient and its reports was audited, oldest first: {@code order.U}. */
    List<String> audited(Stack stack) {
        List<String> audited = new ArrayList<>();
        JsonNode placed = first(stack, "coordinator", "orders", "placerNumber", order.placer());
        JsonNode patient = first(
                stack, "coordinator", "patients", "patientId", order.patient().id());
        collect(stack, audited, "order", placed.path("id").asText(""));
        collect(stack, audited, "patient", patient.path("id").asText(""));
        if (!caseId.isEmpty()) {
            stack.as("coordinator")
                    .get("/overread/api/cases/" + caseId + "/reports")
                    .ok()
                    .json()
                    .path("items")
                    .forEach(report ->
                            collect(stack, audited, "report", report.path("id").asText()));
        }
        return audited;
    }

    private static void collect(Stack stack, List<String> audited, String kind, String id) {
        if (id.isEmpty()) {
            return;
        }
        List<String> found = new ArrayList<>();
        stack.as("auditor")
                .get("/overread/api/audit?limit=100&subject=" + kind + ":" + id)
                .ok()
                .json()
                .path("items")
                .forEach(item -> {
                    if (!item.path("event").asText().equals("110112")) { // what the test itself looked up
                        found.add(0, kind + "." + item.path("action").asText());
                    }
                });
        audited.addAll(found);
    }

    /** As the table writes it: answer, changes, audit. */
    String outcome(Map<String, String> after, List<String> auditedNow) {
        List<String> changes = new ArrayList<>();
        after.forEach((fact, value) -> {
            boolean fresh = !before.containsKey("order") && after.containsKey("order");
            boolean counts = !fresh || List.of("case", "order").contains(fact);
            if (counts && !value.equals(before.get(fact))) {
                changes.add(UNNAMED.contains(fact) ? fact : fact + "=" + value);
            }
        });
        if (state.equals("NONE") && !TableMessages.RENAMES.contains(message)) {
            changes.remove("name"); // the patient was not known before
        }
        List<String> audits = new ArrayList<>(auditedNow);
        auditedBefore.forEach(audits::remove);
        return answer + " " + join(changes) + " " + join(audits);
    }

    private static String join(List<String> words) {
        return words.isEmpty() ? "-" : String.join(",", words);
    }

    private static JsonNode first(Stack stack, String user, String kind, String key, String value) {
        return stack.as(user)
                .post("/overread/api/" + kind + "/search", "{\"" + key + "\":\"" + value + "\"}")
                .ok()
                .json()
                .path("items")
                .path(0);
    }
}
