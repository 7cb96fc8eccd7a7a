/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

/**
 * Where an event is: its writer's slot and counter, which no two events share.
 *
 * @param slot the writer's slot
 * @param seq its counter, from 1
 */
public record Place(int slot, long seq) {
    @Override
    public String toString() {
        return slot + ":" + seq;
    }

    static Place parse(String text) {
        String[] parts = text.split(":", 2);
        return new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }
}
