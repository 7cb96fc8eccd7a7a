/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.util.List;

/**
 * One page of an archive's answer.
 *
 * @param items the rows, in the archive's order
 * @param next offset to ask with for the next page
 * @param more whether there may be a next page: the page was full, or the archive said that it cut it short
 */
public record Page<T>(List<T> items, int next, boolean more) {
    public Page {
        items = List.copyOf(items);
    }
}
