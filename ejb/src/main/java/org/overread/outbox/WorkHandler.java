/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

import java.util.List;

/**
 * Does the work of one kind; a CDI bean. Every handler is idempotent: a worker that dies after its effect and before
 * its commit is followed by another. Either {@link Transactional} or {@link Lengthy}; not sealed, since CDI's client
 * proxies have to implement it.
 */
public interface WorkHandler {

    /** The kind it takes, such as {@code case.order}. */
    String kind();

    /**
     * Database work only: {@link #handle} runs inside the transaction that finishes the row. An exception rolls that
     * back and counts as a transient failure.
     */
    interface Transactional extends WorkHandler {
        WorkOutcome handle(WorkItem item, int attempt);
    }

    /** Database work that costs less for several rows, each of another key, than for each by itself. */
    interface Together extends Transactional {

        /** @return one outcome an item, in the same order */
        List<WorkOutcome> handleAll(List<WorkItem> items);

        @Override
        default WorkOutcome handle(WorkItem item, int attempt) {
            return handleAll(List.of(item)).get(0);
        }
    }

    /**
     * Work that takes time or waits for other systems: {@link #handle} runs in no transaction, while its lease is
     * renewed; what it has to write goes into the outcome's effect, or into {@link Lease#fenced}.
     */
    interface Lengthy extends WorkHandler {
        WorkOutcome handle(WorkItem item, int attempt, Lease lease);
    }
}
