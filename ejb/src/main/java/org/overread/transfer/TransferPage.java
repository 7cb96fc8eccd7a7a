/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next the cursor of the next page; null on the last one */
public record TransferPage(List<Transfer> items, @Nullable Long next) {
    public TransferPage {
        items = List.copyOf(items);
    }
}
