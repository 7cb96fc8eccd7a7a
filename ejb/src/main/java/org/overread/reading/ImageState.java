/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

/** Where a case's images are, beside how far its reading is. */
public enum ImageState {
    NONE,
    ARRIVING,
    /** All at the archive. */
    COMPLETE,
    /** On their way to where they are read. */
    SENDING,
    /** Proven where they are read. */
    VERIFIED,
    /** The transfer waits for a person; the reason is with the transfer. */
    QUARANTINED
}
