/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.ClockTerms;
import org.overread.shared.Priority;

/**
 * One study to be read, from its order or its first image until the RIS has the report.
 *
 * @param orderId null for a study with no order
 * @param studyId null until the first image
 * @param priority the order's, or a more urgent one by a rule
 * @param tier local, regional or global; null until routed
 * @param ownerGroup the one group that owns it; null until routed, and in triage
 * @param reader who reads it
 * @param held not to be read for now: it cannot be claimed, and its clock stands still
 * @param triage no rule gave it a group: a coordinator has to
 * @param escalated it left the group that the rules gave it to, for another
 * @param imagesChanged images came late or were taken away after it was claimed
 * @param orderCancelled its order was cancelled after it was claimed
 * @param instances at the archive
 * @param instancesThere proven where it is read
 * @param verification how: {@code instances}, {@code committed}, {@code counted}, or {@code source} when it is read
 *     from the archive
 * @param destination where its images are sent; null when it is read from the archive
 * @param routedAt since when its images have to be proven where they are read
 * @param clockStartedAt when its study was complete
 * @param warnAt when seven tenths of its time are gone
 * @param mergedInto the case that took over its order
 * @param version rises with each change; {@code If-Match}
 * @param orderPriority what the order asked for when it was last looked at; null without an order
 * @param watch what was told of its clock, its ladder and its hold
 */
public record ReadingCase(
        long id,
        String site,
        @Nullable Long orderId,
        @Nullable Long studyId,
        CaseState state,
        Priority priority,
        String modality,
        @Nullable String tier,
        @Nullable String ownerGroup,
        @Nullable String reader,
        boolean held,
        boolean triage,
        boolean escalated,
        boolean imagesChanged,
        boolean orderCancelled,
        ImageState imageState,
        int instances,
        int instancesThere,
        @Nullable String verification,
        @Nullable String destination,
        @Nullable Instant routedAt,
        @Nullable Instant clockStartedAt,
        @Nullable Instant warnAt,
        @Nullable Instant dueAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Long mergedInto,
        int version,
        @Nullable Priority orderPriority,
        CaseWatch watch) {

    /** The subject of its timeline lines. */
    public String subject() {
        return "case:" + id;
    }

    /** Whether time to read passes, the hours of its clock aside: from the images' completion to the report that ends it. */
    public boolean clockRuns() {
        return state.clockRuns()
                && (state != CaseState.PRELIMINARY || watch.terms().until() != ClockTerms.Until.PRELIMINARY);
    }

    /** When the next step of its ladder is taken, unless somebody claims it before; empty at the top, or before its clock runs. */
    public Optional<Instant> nextStepAt() {
        return watch.nextAt(clockStartedAt, dueAt);
    }
}
