/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import java.io.IOException;
import java.io.OutputStream;

/** An export that was allowed and told, and is written while it is sent, when the caller's identity is known no more. */
@FunctionalInterface
public interface AuditExport {
    void to(OutputStream out) throws IOException;
}
