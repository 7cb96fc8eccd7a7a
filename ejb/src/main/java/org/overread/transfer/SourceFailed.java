/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.io.IOException;
import org.overread.study.ArchiveException;

/** Reading an object broke off at the source: it says so apart, because the destination is not to blame for it. */
public final class SourceFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final ArchiveException reason;

    public SourceFailed(ArchiveException reason) {
        super(reason.getMessage(), reason);
        this.reason = reason;
    }

    /** What happened there. */
    public ArchiveException reason() {
        return reason;
    }
}
