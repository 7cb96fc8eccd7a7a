/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.overread.timeline.Timeline;
import org.overread.timeline.TimelineLine;

/** A case's own lines: with its site and its group, so that those who see the case see them live. */
@ApplicationScoped
class CaseTimeline {
    private final Timeline timeline;
    private final Event<Object> events;

    @Inject
    CaseTimeline(Timeline timeline, Event<Object> events) {
        this.timeline = timeline;
        this.events = events;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseTimeline() {
        this.timeline = null;
        this.events = null;
    }

    void add(ReadingCase of, String kind, String text, Map<String, ?> data) {
        timeline.add(of.subject(), of.site(), of.ownerGroup(), kind, text, data);
        events.fire(new CaseStepped(of.id(), of.site(), of.ownerGroup(), kind));
    }

    /** The same step of several cases. */
    void addAll(List<ReadingCase> all, String kind, String text, Function<ReadingCase, Map<String, ?>> data) {
        timeline.addAll(all.stream()
                .map(of -> new TimelineLine(of.subject(), of.site(), of.ownerGroup(), kind, text, data.apply(of)))
                .toList());
    }

    /** A line of an order's own. */
    void order(long order, String site, String kind, String text, Map<String, ?> data) {
        timeline.add("order:" + order, site, null, kind, text, data);
    }

    void add(ReadingCase of, String kind, String text) {
        add(of, kind, text, Map.of());
    }
}
