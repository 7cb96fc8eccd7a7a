/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

/** A worker's right to a key until it ends or is lost. */
public interface Lease {

    /** Whether the lease was lost, because it could not be renewed in time: stop, another worker has the key. */
    boolean lost();

    /**
     * Runs in a transaction of its own that commits only while the lease is still this worker's.
     *
     * @throws LeaseLost when it is not; nothing was written
     */
    void fenced(Runnable change);

    /** This worker was fenced off: its lease ended and another may hold the key. */
    final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LeaseLost() {
            super("the lease of this key is another worker's");
        }
    }
}
