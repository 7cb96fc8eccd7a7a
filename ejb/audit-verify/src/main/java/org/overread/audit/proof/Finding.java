/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

/**
 * The first place where the trail is not what was written.
 *
 * @param seal the seal that it belongs to; 0 when it belongs to none
 * @param place the event, {@code slot:counter}; empty when it is about a seal
 * @param problem what is wrong
 */
public record Finding(long seal, String place, Problem problem) {
    /** What can be wrong. */
    public enum Problem {
        SEAL_MISSING("the chain has no such seal"),
        SEAL_CHANGED("the seal is not the one that was chained"),
        SEAL_BACK_DATED("the seal is older than the one before"),
        SIGNATURE("the seal's signature does not match"),
        KEY_UNKNOWN("the seal is signed with a key that is not known"),
        ANCHOR("the seal is not the one that was anchored outside: the chain was replaced at or before it"),
        TAIL_CUT("a seal that was anchored outside is gone: the chain's end was cut"),
        EVENT_CHANGED("the event is not the one that was sealed"),
        EVENT_MISSING("the event is gone"),
        EVENT_MISSING_BEFORE_SEAL("the event was gone before it could be sealed"),
        EVENT_BACK_DATED("the event's time does not fit where it is"),
        EVENT_INSERTED("the event is in no seal and no writer counted it, or it is there twice"),
        COLUMNS_CHANGED("what the event is searched by is not what it says"),
        WRITER_CHANGED("the writer's counter is behind what was sealed, or gone"),
        EXPORT_CUT("the export is not whole");

        private final String text;

        Problem(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    static Finding of(long seal, Problem problem) {
        return new Finding(seal, "", problem);
    }

    static Finding of(long seal, Place place, Problem problem) {
        return new Finding(seal, place.toString(), problem);
    }

    @Override
    public String toString() {
        return (seal > 0 ? "seal " + seal : "after the last seal") + (place.isEmpty() ? "" : ", event " + place) + ": "
                + problem.text;
    }
}
