/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where studies are sent.
 *
 * @param name part of the key of each transfer
 * @param kind by whom and how
 * @param url DICOMweb: root of STOW-RS and QIDO-RS. Export by dcm4chee: root of the destination's QIDO-RS, to prove the
 *     transfer by; null if it has none
 * @param aet export: the destination's AE title as the archive knows it; else empty
 * @param login how we log in; null = not at all
 * @param connectTimeout for reaching it
 * @param requestTimeout for the answer to one request
 * @param maxRequestBytes most bytes in one STOW-RS request; an object above it goes alone
 * @param verification what must be proven before a study counts as there
 * @param parallel most transfers at a time
 * @param parcel kind {@code parcel}: how they are packed; else null
 * @param line when routine studies may go, and how much of the line is ours
 * @param deidentify how objects are de-identified on the way; null = they go as they are
 */
public record Destination(
        String name,
        Kind kind,
        @Nullable URI url,
        String aet,
        @Nullable Login login,
        Duration connectTimeout,
        Duration requestTimeout,
        long maxRequestBytes,
        Verification verification,
        int parallel,
        @Nullable Deidentify deidentify,
        @Nullable ParcelDelivery parcel,
        Line line) {

    /** One to which objects go as they are. */
    public Destination(
            String name,
            Kind kind,
            @Nullable URI url,
            String aet,
            @Nullable Login login,
            Duration connectTimeout,
            Duration requestTimeout,
            long maxRequestBytes,
            Verification verification,
            int parallel) {
        this(
                name,
                kind,
                url,
                aet,
                login,
                connectTimeout,
                requestTimeout,
                maxRequestBytes,
                verification,
                parallel,
                null,
                null,
                Line.OPEN);
    }

    /** How a study gets there. */
    public enum Kind {
        /** We stream it by STOW-RS. */
        DICOMWEB,
        /** The study's archive, a dcm4chee, sends it by C-STORE when asked. */
        DCM4CHEE_EXPORT,
        /** We pack it into parcels in a folder, for somebody to carry on. */
        PARCEL
    }

    /** What proves a transfer, strongest first. */
    public enum Verification {
        /** Every SOP Instance UID of the source is found at the destination. */
        INSTANCES("instances"),
        /** The destination answered a storage commitment for every instance. */
        COMMITTED("committed"),
        /** As many instances were taken as the source holds. Only with the consent of each site that is read for. */
        COUNTED("counted");

        private final String text;

        Verification(String text) {
            this.text = text;
        }

        /** As shown beside a case, and kept in the database. */
        public String text() {
            return text;
        }
    }
}
