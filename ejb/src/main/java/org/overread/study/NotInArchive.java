/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** The archive answers that it does not hold the study or object, or not any more, or hides it from us. */
public final class NotInArchive extends ArchiveException {
    private static final long serialVersionUID = 1L;

    public NotInArchive(String message) {
        super(message);
    }
}
