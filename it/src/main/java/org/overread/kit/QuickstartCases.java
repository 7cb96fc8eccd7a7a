/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Five invented cases: three forms of an order, one study before its order, one without, one STAT; watched to the end. */
final class QuickstartCases {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Stack stack;
    private final QuickstartFiles files;
    private final Consumer<String> say;
    private final Http coordinator;
    private final List<Watched> all = new ArrayList<>();

    QuickstartCases(Stack stack, QuickstartFiles files, Consumer<String> say) {
        this.stack = stack;
        this.files = files;
        this.say = say;
        this.coordinator =
                stack.server().http().as("coordinator", files.passwords().getProperty("coordinator"));
    }

    /** @return whether each case became AVAILABLE and the group's PACS holds exactly what was generated */
    boolean run() {
        Hl7Orders ris = Hl7Orders.from("RIS", "MERCY");
        DicomStudies studies = stack.studies();
        List<Patient> people = Patient.INVENTED;

        say.accept("making studies with pixels of their own");
        Order abdomen = Order.of(people.get(0), "CT", "CT ABDOMEN");
        Order head = Order.of(people.get(1), "MR", "MR HEAD");
        Order chest = Order.of(people.get(2), "CR", "CHEST").stat();
        Order early = Order.of(people.get(3), "CT", "CT THORAX");
        Watched first = watch("CT abdomen, ordered by ORM^O01", studies.of(abdomen, 12));
        Watched second = watch("MR head, ordered by OMI^O23", studies.of(head, 10));
        Watched third = watch("CR chest STAT, ordered by OMG^O19", studies.of(chest, 2));
        Watched fourth = watch("CT thorax, images before the order", studies.of(early, 8));
        Watched fifth = watch("DX hand, never ordered", studies.unordered(people.get(4), "DX", "HAND", 2));

        say.accept("sending orders by MLLP to port " + stack.ports().mllp());
        send(ris.ormO01(abdomen), "ORM^O01");
        send(ris.omiO23(head), "OMI^O23");
        send(ris.omgO19(chest), "OMG^O19");
        say.accept("storing images in the hospital's archive");
        for (Watched each : List.of(third, fourth, fifth, first, second)) {
            stack.hospital().store(each.study);
        }
        boolean lateOrderSent = false;
        long end = System.nanoTime() + LIMIT.toNanos();
        while (all.stream().anyMatch(each -> !each.isAvailable()) || !lateOrderSent) {
            if (System.nanoTime() > end) {
                all.stream()
                        .filter(each -> !each.isAvailable())
                        .forEach(each -> say.accept("NOT AVAILABLE after " + LIMIT.toMinutes() + " min: " + each.name
                                + ", state " + (each.state.isEmpty() ? "no case" : each.state)));
                return false;
            }
            look();
            if (!lateOrderSent && !fourth.state.isEmpty()) {
                send(ris.ormO01(early), "ORM^O01 for the CT thorax whose images are there already");
                lateOrderSent = true;
            }
            pause();
        }
        return joined(fourth) && proven();
    }

    private Watched watch(String name, Study study) {
        files.addGenerated(study);
        Watched watched = new Watched(name, study);
        all.add(watched);
        return watched;
    }

    private void send(String message, String what) {
        try (MllpClient client = stack.mllp()) {
            MllpClient.Ack ack = client.send(message);
            say.accept("  " + what + " -> " + ack.code());
            if (!ack.code().equals("AA")) {
                throw new IllegalStateException(
                        "an order was not taken: " + ack.text().replace('\r', ' '));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("MLLP on port " + stack.ports().mllp() + ": " + e, e);
        }
    }

    private void look() {
        JsonNode items =
                coordinator.get("/overread/api/cases?limit=100").ok().json().path("items");
        for (JsonNode item : items) {
            for (Watched each : all) {
                boolean same = item.path("studyUid").asText().equals(each.study.uid())
                        || (!each.study.accession().isEmpty()
                                && item.path("accession").asText().equals(each.study.accession()));
                if (same) {
                    moved(each, item);
                }
            }
        }
    }

    private void moved(Watched each, JsonNode item) {
        String state = item.path("state").asText();
        each.ordered = item.hasNonNull("orderId");
        each.id = item.path("id").asText();
        if (state.equals(each.state)) {
            return;
        }
        JsonNode images = item.path("images");
        String more = switch (state) {
            case "AVAILABLE" ->
                "  " + images.path("there").asText() + " of "
                        + images.path("instances").asText() + " images, proof: "
                        + images.path("verification").asText();
            case "ROUTED" -> "  to group " + item.path("group").asText();
            case "ARRIVING", "COMPLETE" -> "  " + images.path("instances").asText() + " images";
            default -> "";
        };
        say.accept(String.format(
                "%-36s %-9s -> %-9s  http://127.0.0.1:%d/overread/cases/%s%s",
                each.name,
                each.state.isEmpty() ? "" : each.state,
                state,
                stack.ports().http(),
                each.id,
                more));
        each.state = state;
    }

    /** The order that came after its images is on their case, not on one of its own. */
    private boolean joined(Watched early) {
        try {
            Waiting.until("the late order joins the case of its images", Duration.ofSeconds(30), () -> {
                look();
                return early.ordered;
            });
            return true;
        } catch (IllegalStateException e) {
            say.accept(e.getMessage());
            return false;
        }
    }

    /** Asks the group's PACS by its own interface, with code that shares nothing with Overread. */
    private boolean proven() {
        Map<String, String> expected = new TreeMap<>(files.generated());
        Map<String, String> found = new TreeMap<>();
        for (String uid : stack.group().studies()) {
            found.putAll(stack.group().pixels(uid));
        }
        Map<String, String> missing = new LinkedHashMap<>(expected);
        missing.keySet().removeAll(found.keySet());
        Map<String, String> extra = new LinkedHashMap<>(found);
        extra.keySet().removeAll(expected.keySet());
        long changed = expected.entrySet().stream()
                .filter(entry ->
                        found.containsKey(entry.getKey()) && !entry.getValue().equals(found.get(entry.getKey())))
                .count();
        say.accept("checked at the group's PACS by a separate client: " + expected.size() + " generated, "
                + found.size() + " there, " + missing.size() + " missing, " + extra.size() + " not ours, " + changed
                + " with other pixels");
        return missing.isEmpty() && extra.isEmpty() && changed == 0;
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static final class Watched {
        private final String name;
        private final Study study;
        private String state = "";
        private String id = "";
        private boolean ordered;

        Watched(String name, Study study) {
            this.name = name;
            this.study = study;
        }

        boolean isAvailable() {
            return state.equals("AVAILABLE");
        }
    }
}
