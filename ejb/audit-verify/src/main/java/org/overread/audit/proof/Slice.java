/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

/**
 * A run of one writer's events.
 *
 * @param slot the writer's slot
 * @param first counter of the first event
 * @param last counter of the last event
 */
public record Slice(int slot, long first, long last) {
    public long events() {
        return last - first + 1;
    }

    public boolean holds(int otherSlot, long seq) {
        return slot == otherSlot && first <= seq && seq <= last;
    }

    @Override
    public String toString() {
        return slot + ":" + first + "-" + last;
    }

    static Slice parse(String text) {
        String[] parts = text.split("[:-]", 3);
        return new Slice(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
