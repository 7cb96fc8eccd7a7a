/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

/** Keeps what takes minutes from holding up what takes milliseconds: each lane has workers of its own. */
public enum Lane {
    /** Database work only. */
    SHORT,
    /** Work that waits for other systems: looking at an archive, moving images. */
    LONG,
    /** Like {@link #LONG}, of what cannot wait: images of a STAT case find a free worker whatever moves beside them. */
    URGENT
}
