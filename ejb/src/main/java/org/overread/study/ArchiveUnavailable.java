/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** Transient: not reached, too slow, broken off, overloaded, or failing inside (5xx). Back off and ask again. */
public final class ArchiveUnavailable extends ArchiveException {
    private static final long serialVersionUID = 1L;

    public ArchiveUnavailable(String message) {
        super(message);
    }
}
