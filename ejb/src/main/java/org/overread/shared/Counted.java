/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

/** How many of something, as a sentence has it: {@code 1 image}, {@code 2 images}. */
public final class Counted {
    private Counted() {}

    /** @param one what one of them is called; several have an s */
    public static String of(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
