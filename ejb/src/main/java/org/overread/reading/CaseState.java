/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.EnumSet;
import java.util.Set;
import org.overread.shared.OverreadException;

/**
 * How far the reading of a case is. Images and their transfer are kept beside it, in {@link ImageState}: late images
 * lead back to {@link #ARRIVING} only as long as nobody reads.
 */
public enum CaseState {
    /** There is an order and no image yet. */
    ORDERED,
    /** Images come in, or came in late. */
    ARRIVING,
    /** All images are at the archive; nobody owns it yet, or its triage is a person's. */
    COMPLETE,
    /** A group owns it and its images are on their way there. */
    ROUTED,
    /** The images are proven where they are read: it may be claimed. */
    AVAILABLE,
    /** Claimed by a reader. */
    READING,
    PRELIMINARY,
    FINAL,
    /** The RIS acknowledged the report. */
    DELIVERED,
    /** Its order was cancelled before anybody read, or another case took its order over. */
    CANCELLED;

    private Set<CaseState> moves() {
        return switch (this) {
            case ORDERED -> EnumSet.of(ARRIVING, CANCELLED);
            case ARRIVING -> EnumSet.of(COMPLETE, CANCELLED);
            case COMPLETE -> EnumSet.of(ROUTED, ARRIVING, CANCELLED);
            case ROUTED -> EnumSet.of(AVAILABLE, ARRIVING, CANCELLED);
            // another group gets it: the images go there
            case AVAILABLE -> EnumSet.of(READING, ROUTED, ARRIVING, CANCELLED);
            // given back while late images are still under way, it waits for them like any other
            case READING -> EnumSet.of(AVAILABLE, ROUTED, ARRIVING, PRELIMINARY, FINAL);
            case PRELIMINARY -> EnumSet.of(FINAL);
            case FINAL -> EnumSet.of(DELIVERED);
            // a corrected report has to be acknowledged, too
            case DELIVERED -> EnumSet.of(FINAL);
            // the order was placed anew
            case CANCELLED -> EnumSet.of(ORDERED);
        };
    }

    public boolean canBecome(CaseState next) {
        return moves().contains(next);
    }

    /** @throws OverreadException of kind CONFLICT for a move that the life of a case does not know */
    public CaseState become(CaseState next) {
        if (!canBecome(next)) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.illegalMove(this, next));
        }
        return next;
    }

    /** Whether nobody has taken it to read yet, so that images, order and owner may still change under it. */
    public boolean isBeforeClaim() {
        return compareTo(READING) < 0;
    }

    /** Whether time to read passes: from the images' completion until the report is final. */
    public boolean clockRuns() {
        return compareTo(COMPLETE) >= 0 && compareTo(FINAL) < 0;
    }

    /** Whether something still has to happen. */
    public boolean isOpen() {
        return this != DELIVERED && this != CANCELLED;
    }
}
