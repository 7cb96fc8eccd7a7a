/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;
import org.overread.access.Scope;
import org.overread.shared.Problem;

/** Sends stored messages on to other systems. For integrators and administrators. */
public interface Forwarding {

    /**
     * The bytes as they came, but for MSH-3 to MSH-6 (and in UTF-8 what came in UTF-16 or UTF-32), in the durable sender's hands when this returns.
     *
     * @param receiver {@code archive:NAME}, {@code sender:NAME}, {@code group:NAME} or {@code answers:NAME} of the
     *     configuration
     * @throws org.overread.shared.OverreadException not found; forbidden; bad request for a receiver that is none; a conflict
     *     for a message that we sent, or that has no MSH
     */
    Forwarded forward(Scope scope, long id, String receiver);

    /**
     * It will be sent.
     *
     * @param as the message that is sent
     * @param atArchive what dcm4chee would read otherwise, or damage, and how it is sent; empty for other receivers
     */
    record Forwarded(long original, long as, String receiver, List<Problem> atArchive) {
        public Forwarded {
            atArchive = List.copyOf(atArchive);
        }
    }
}
