/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Json;
import org.overread.transfer.PutResult;

/** The dataset that answers a STOW-RS request (PS3.18 table 10.5.3-3 and annex I.2). */
final class StowAnswer {
    private static final int LIMIT = 32 << 20;

    private final List<String> stored = new ArrayList<>();
    private final List<PutResult.Failed> failed = new ArrayList<>();

    private StowAnswer() {}

    /** Null when the body is no such dataset: HTML, empty, cut, or one that goes on for ever. */
    static @Nullable StowAnswer read(InputStream body) {
        try {
            byte[] text = body.readNBytes(LIMIT);
            JsonNode node = text.length == LIMIT ? null : Json.MAPPER.readTree(text);
            JsonNode dataset = node != null && node.isArray() && node.size() == 1 ? node.get(0) : node;
            return dataset != null && dataset.isObject() ? of(new DicomRow(dataset)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static StowAnswer of(DicomRow dataset) {
        StowAnswer answer = new StowAnswer();
        for (DicomRow item : dataset.items("00081199")) {
            answer.stored.add(item.text("00081155"));
        }
        for (DicomRow item : dataset.items("00081198")) {
            answer.failed.add(new PutResult.Failed(item.text("00081155"), item.number("00081197", -1)));
        }
        return answer;
    }

    /** What the answer means for what was sent. */
    PutResult about(PutResult.Sent sent) {
        Set<String> unmentioned = new HashSet<>(sent.instances());
        stored.forEach(unmentioned::remove);
        failed.forEach(failure -> unmentioned.remove(failure.instance()));
        // objects without a readable UID can only be counted
        boolean all = failed.isEmpty() && unmentioned.isEmpty() && stored.size() >= sent.objects();
        return all
                ? new PutResult.Stored(sent)
                : new PutResult.PartlyStored(sent, stored, failed, List.copyOf(unmentioned));
    }
}
