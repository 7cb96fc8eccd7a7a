/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

/** Where messages are kept. Rows are written once and never changed: the database itself refuses. */
public interface AuditTrail {

    /** Keeps a message in the transaction of its act: both are there, or neither is. */
    void record(AuditRecord entry);

    /**
     * Keeps a message in a transaction of its own: what was denied, or failed and rolled back, has no transaction to
     * be written in.
     */
    void recordAlone(AuditRecord entry);
}
