/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.overread.timeline.TimelineCursor;
import org.overread.timeline.TimelineEntry;

/** Server-sent events as text (HTML standard, section 9.2). */
final class EventText {
    private EventText() {}

    /** One step of a case. JSON has no line breaks, so one data line is enough. */
    static String of(TimelineEntry entry) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("at", entry.at());
        data.put("subject", entry.subject());
        data.put("kind", entry.kind());
        data.put("text", entry.text());
        try {
            return "id: " + entry.cursor() + "\nevent: step\ndata: " + ApiJson.MAPPER.writeValueAsString(data) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first event: from here on the page misses nothing. */
    static String begin(TimelineCursor cursor) {
        return "retry: 300\nid: " + cursor + "\nevent: begin\ndata: {}\n\n";
    }

    /** The first event of a stream that goes on where the page was: nothing was missed, so nothing has to be read again. */
    static String resume(TimelineCursor cursor) {
        return "retry: 300\nid: " + cursor + "\nevent: resume\ndata: {}\n\n";
    }

    /** Too much happened while the page was away: it has to read everything again. */
    static String reset(TimelineCursor cursor) {
        return "id: " + cursor + "\nevent: reset\ndata: {}\n\n";
    }

    /** Says nothing, but moves the id on past what this caller may not see. */
    static String heartbeat(TimelineCursor cursor) {
        return ": heartbeat\nid: " + cursor + "\n\n";
    }
}
