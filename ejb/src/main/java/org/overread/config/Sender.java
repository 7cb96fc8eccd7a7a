/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a system that sends HL7 to us: what its messages leave open.
 *
 * @param name stored with each message; part of the key that tells a repeat
 * @param match which messages are this sender's
 * @param site the site its orders are for; empty for {@link #UNLISTED} and for a group's RIS that reads for several
 * @param charset meant when MSH-18 is empty
 * @param charsets what its own or wrong names in MSH-18 mean, by the name in capitals
 * @param authority issuer of patient IDs meant when PID-3.4 is empty
 * @param accessionIssuer issuer of its accession numbers
 * @param timezone of its times without an offset
 * @param unknownTypes the answer to a message of a type that is not handled
 * @param ownFailure the answer when one message fails for a reason of ours while the database answers
 * @param orders how its orders are read
 * @param limits what one of its messages may hold
 * @param results where reports on its orders go; null = nowhere
 * @param acknowledgements where application acknowledgements of enhanced mode go; null = none is sent by itself
 */
public record Sender(
        String name,
        PeerMatch match,
        String site,
        Charset charset,
        Map<String, Charset> charsets,
        String authority,
        String accessionIssuer,
        ZoneId timezone,
        UnknownTypes unknownTypes,
        OwnFailure ownFailure,
        OrderReading orders,
        Limits limits,
        @Nullable Results results,
        @Nullable Hl7Receiver acknowledgements) {
    public Sender {
        charsets = Map.copyOf(charsets);
    }

    /** Whoever no profile fits: its messages are read by the standard's defaults, for no site. */
    public static final Sender UNLISTED = new Sender(
            "unlisted",
            PeerMatch.ANY,
            "",
            StandardCharsets.ISO_8859_1,
            Map.of(),
            "",
            "",
            ZoneOffset.UTC,
            UnknownTypes.REFUSE,
            OwnFailure.AE,
            OrderReading.USUAL,
            Limits.USUAL,
            null,
            null);

    public boolean isListed() {
        return this != UNLISTED;
    }

    /** What a message of an unhandled type is answered; it is stored whatever the answer. */
    public enum UnknownTypes {
        /** AA: stored, nothing done. */
        STORE("AA"),
        /** AE with ERR 200 or 201: the sender must mend it. */
        ERROR("AE"),
        /** AR with ERR 200 or 201. */
        REFUSE("AR");

        private final String acknowledgement;

        UnknownTypes(String acknowledgement) {
            this.acknowledgement = acknowledgement;
        }

        /** MSA-1. */
        public String acknowledgement() {
            return acknowledgement;
        }
    }

    /**
     * What one message may hold; more is refused.
     *
     * @param bytes of the whole message; the listener has a limit of its own
     * @param segments of any kind
     */
    public record Limits(int bytes, int segments) {
        public static final Limits USUAL = new Limits(64_000_000, 50_000);
    }

    /**
     * What the RIS that ordered is told.
     *
     * @param receiver where
     * @param status as which message it is told how far an order is; null = it is told reports alone
     */
    public record Results(Hl7Receiver receiver, @Nullable StatusForm status) {}

    /** Which message a status change (ORC-1 SC) is. */
    public enum StatusForm {
        /** ORM^O01 with a ZDS segment for the study's UID. */
        ORM,
        /** OMG^O19 with the study's UID in an OBX. */
        OMG
    }

    /** What a message that we failed on is answered. */
    public enum OwnFailure {
        /** No answer, the connection is closed: for senders that resend only then. The feed stops at this message. */
        CLOSE(null),
        /** AE with ERR 207, the message stored as failed: the feed goes on. */
        AE("AE"),
        /** AR with ERR 207, the message stored as failed: for senders that resend after AR. */
        AR("AR");

        private final @Nullable String acknowledgement;

        OwnFailure(@Nullable String acknowledgement) {
            this.acknowledgement = acknowledgement;
        }

        /** MSA-1; null = none, close. */
        public @Nullable String acknowledgement() {
            return acknowledgement;
        }
    }
}
