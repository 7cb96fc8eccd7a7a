/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.shared.PatientKey;
import org.overread.shared.Problem;

/**
 * A message as lists and pages show it, without its content.
 *
 * @param direction {@code in} or {@code out}
 * @param sender the sender profile's name
 * @param type MSH-9 as sent, {@code ORM^O01}
 * @param acknowledgement MSA-1 of our answer, empty when the connection was closed instead
 * @param problem why it was refused, failed or warned about
 * @param resendOf the message that a person sent through again as this one; null for one that came by itself
 * @param resentBy who that was
 * @param edited whether that person changed its text
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
        @Nullable Long resendOf,
        @Nullable String resentBy,
        boolean edited,
        List<Found> identifiers) {
    public MessageView {
        identifiers = List.copyOf(identifiers);
    }

    boolean incoming() {
        return direction.equals("in");
    }

    MessageView with(List<Found> found) {
        return new MessageView(
                id,
                receivedAt,
                direction,
                sender,
                site,
                peer,
                sendingApplication,
                sendingFacility,
                controlId,
                type,
                state,
                acknowledgement,
                problem,
                resendOf,
                resentBy,
                edited,
                found);
    }

    /** Whom it names. */
    List<PatientKey> patients() {
        return identifiers.stream()
                .filter(i -> i.kind().equals("PATIENT"))
                .map(i -> new PatientKey(i.value(), i.authority()))
                .toList();
    }

    /** The values of one kind of identifier. */
    List<String> values(String kind) {
        return identifiers.stream()
                .filter(i -> i.kind().equals(kind))
                .map(Found::value)
                .toList();
    }

    /** One of the identifiers that the message is found by; patient data where {@code kind} is PATIENT. */
    public record Found(String kind, String value, String authority) {
        @Override
        public String toString() {
            return "Found[" + kind + "]";
        }
    }
}
