/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.io.IOException;
import org.overread.audit.AuditMessages;
import org.overread.audit.proof.Anchor;

/** An audit repository: it gets the seal as a message of its own (110101 Audit Log Used), which is not kept here. */
record SyslogAnchors(String name, Syslog syslog, AuditMessages messages) implements AnchorTarget {
    @Override
    public byte[] tell(Anchor anchor) throws IOException {
        try {
            syslog.send(messages.sealed(anchor.line()).message());
        } catch (Exception e) { // what IPF's interface declares
            throw new IOException(e);
        }
        return new byte[0];
    }
}
