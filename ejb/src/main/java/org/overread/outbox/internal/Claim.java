/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import org.overread.outbox.WorkItem;

/**
 * The first due row of a key, leased to one worker.
 *
 * @param fence the number that must still stand on the key when the worker writes
 * @param attempt 0 for the first try
 */
record Claim(long id, long fence, int attempt, WorkItem item) {
    String key() {
        return item.key();
    }
}
