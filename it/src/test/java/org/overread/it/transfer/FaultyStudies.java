/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** So many studies of each kind of fault, sent to the odd destination by rule, and how each of them ended. */
final class FaultyStudies {
    private static final int IMAGES = 3;

    private final Stack stack;
    private final OddDestination odd;
    private final Map<Manner, List<Study>> studies = new EnumMap<>(Manner.class);
    /** Objects that come to the source while their study is sent. */
    private final Map<String, Study.Instance> late = new ConcurrentHashMap<>();

    private FaultyStudies(Stack stack, OddDestination odd) {
        this.stack = stack;
        this.odd = odd;
    }

    /** Brings them to the hospital's archive and tells of them. */
    static FaultyStudies begin(Stack stack, OddDestination odd, int ofEachKind) {
        FaultyStudies faulty = new FaultyStudies(stack, odd);
        odd.atSource(faulty::atSource);
        int number = 3000;
        for (int round = 0; round < ofEachKind; round++) {
            for (Manner manner : Manner.values()) {
                faulty.studies
                        .computeIfAbsent(manner, unused -> new ArrayList<>())
                        .add(faulty.arrive(manner, number++));
            }
        }
        faulty.studies.values().forEach(all -> all.forEach(study -> SendingStack.announce(stack, study)));
        return faulty;
    }

    private Study arrive(Manner manner, int number) {
        Study study =
                stack.studies().size(64).unordered(Patient.numbered(number, "MERCY"), "MR", "STUDY " + number, IMAGES);
        odd.treat(study, manner);
        List<Study.Instance> objects = study.instances();
        int now = manner == Manner.SOURCE_GROWS ? objects.size() - 1 : objects.size();
        objects.subList(0, now).forEach(object -> stack.hospital().store(object.file()));
        objects.subList(now, objects.size()).forEach(object -> late.put(study.uid(), object));
        return study;
    }

    private void atSource(String study) {
        Study.Instance object = late.get(study);
        if (object == null) {
            stack.hospital().delete(study);
        } else {
            stack.hospital().store(object.file());
        }
    }

    Study of(Manner manner) {
        return studies.get(manner).get(0);
    }

    /** Waits until each has ended as its kind has to, prints the kinds and asserts what must be of all of them. */
    void endAsTheyMust(Duration limit) {
        Waiting.until("all to have ended", limit, () -> waiting().isEmpty(), () -> "not yet: " + waiting());
        Set<String> available = new HashSet<>();
        int doubled = available(available);
        int shortAndAvailable = 0;
        for (Map.Entry<Manner, List<Study>> kind : studies.entrySet()) {
            int equal = 0;
            int quarantined = 0;
            int attempts = 0;
            Map<String, JsonNode> transfers = SendingStack.transfers(stack);
            for (Study study : kind.getValue()) {
                Set<String> held = odd.held(study);
                Set<String> source = study.pixels().keySet();
                boolean whole = held.equals(source);
                equal += whole ? 1 : 0;
                JsonNode transfer = transfers.get(study.uid());
                quarantined += SendingStack.state(transfer).startsWith("QUARANTINED") ? 1 : 0;
                attempts += transfer.path("tries").asInt();
                shortAndAvailable += available.contains(study.uid()) && !whole ? 1 : 0;
                doubled += kind.getKey() == Manner.REWRITES_UIDS
                        ? 0
                        : (int) held.stream()
                                .filter(sop -> !source.contains(sop))
                                .count();
            }
            System.out.printf(
                    "transfer faults: %-16s studies=%d equal=%d quarantined=%d attempts=%d%n",
                    kind.getKey(), kind.getValue().size(), equal, quarantined, attempts);
            if (kind.getKey().heals()) {
                assertThat(equal)
                        .as("%s, all equal", kind.getKey())
                        .isEqualTo(kind.getValue().size());
            }
        }
        System.out.printf(
                "transfer faults: kinds=%d studies=%d short-and-available=%d doubled=%d strayed=%d%n",
                studies.size(),
                studies.values().stream().mapToInt(List::size).sum(),
                shortAndAvailable,
                doubled,
                odd.strayed());
        assertThat(shortAndAvailable).as("short and available").isZero();
        assertThat(doubled).as("doubled").isZero();
        assertThat(odd.strayed()).as("requests to another host").isZero();
        assertThat(available)
                .containsAll(studies.entrySet().stream()
                        .filter(kind -> kind.getKey().heals())
                        .flatMap(kind -> kind.getValue().stream().map(Study::uid))
                        .toList());
    }

    /** What has not ended as it must, or whose case does not know yet. */
    private List<String> waiting() {
        Map<String, JsonNode> transfers = SendingStack.transfers(stack);
        Set<String> available = new HashSet<>();
        available(available);
        List<String> waiting = new ArrayList<>();
        studies.forEach((manner, all) -> all.forEach(study -> {
            String state = SendingStack.state(transfers.get(study.uid()));
            boolean known = !manner.heals() || available.contains(study.uid());
            if (!state.equals(manner.ending()) || !known) {
                waiting.add(manner + " " + state);
            }
        }));
        return waiting;
    }

    /** Studies of cases that can be read; gives how many are there more than once. */
    private int available(Set<String> studyUids) {
        int doubled = 0;
        String cursor = "";
        do {
            JsonNode page = stack.as("coordinator")
                    .get("/overread/api/cases?state=AVAILABLE&limit=100" + cursor)
                    .ok()
                    .json();
            for (JsonNode item : page.path("items")) {
                doubled += studyUids.add(item.path("studyUid").asText()) ? 0 : 1;
            }
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return doubled;
    }
}
