/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.util.Set;

/**
 * Where an imaging order stands at the place that makes the images (HL7 table 0038; DICOM (0040,0020)). Reading has
 * states of its own.
 */
public enum OrderState {
    SCHEDULED,
    IN_PROGRESS,
    /** The images were made. */
    COMPLETED,
    /** Called off before images were made. */
    CANCELLED,
    /** Broken off after it was begun. */
    DISCONTINUED;

    /** Whether a message about an order in this state may take it to another. */
    public boolean canBecome(OrderState next) {
        return moves().contains(next);
    }

    /** Whether nothing more will come of it, unless it is placed anew. */
    public boolean ended() {
        return this == CANCELLED || this == DISCONTINUED;
    }

    private Set<OrderState> moves() {
        return switch (this) {
            case SCHEDULED -> Set.of(IN_PROGRESS, COMPLETED, CANCELLED, DISCONTINUED);
            case IN_PROGRESS -> Set.of(COMPLETED, CANCELLED, DISCONTINUED);
            // the images are there: what becomes of them is for the reading side and a person to say
            case COMPLETED, CANCELLED, DISCONTINUED -> Set.of();
        };
    }
}
