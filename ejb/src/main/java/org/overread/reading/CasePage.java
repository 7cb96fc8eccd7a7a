/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next the cursor of the next page; null on the last one */
public record CasePage(List<CaseView> items, @Nullable String next) {
    public CasePage {
        items = List.copyOf(items);
    }
}
