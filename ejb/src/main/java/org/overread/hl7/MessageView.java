/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Problem;

/**
 * A message as lists and pages show it, without its content.
 *
 * @param direction {@code in} or {@code out}
 * @param sender the sender profile's name
 * @param type MSH-9 as sent, {@code ORM^O01}
 * @param acknowledgement MSA-1 of our answer, empty when the connection was closed instead
 * @param problem why it was refused, failed or warned about
 */
public record MessageView(
        long id,
        Instant receivedAt,
        String direction,
        String sender,
        String site,
        String peer,
        String sendingApplication,
        String sendingFacility,
        String controlId,
        String type,
        MessageState state,
        String acknowledgement,
        @Nullable Problem problem,
        List<Found> identifiers) {

    /** One of the identifiers that the message is found by; patient data where {@code kind} is PATIENT. */
    public record Found(String kind, String value, String authority) {
        @Override
        public String toString() {
            return "Found[" + kind + "]";
        }
    }
}
