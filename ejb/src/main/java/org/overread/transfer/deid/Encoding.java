/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/** How data elements are written (PS3.5 section 7.1 and annex A). */
record Encoding(boolean implicit, ByteOrder order) {
    static final Encoding EXPLICIT_LITTLE = new Encoding(false, ByteOrder.LITTLE_ENDIAN);
    static final Encoding IMPLICIT_LITTLE = new Encoding(true, ByteOrder.LITTLE_ENDIAN);

    static final String EXPLICIT_LITTLE_UID = "1.2.840.10008.1.2.1";
    static final String DEFLATED_UID = "1.2.840.10008.1.2.1.99";
    private static final String IMPLICIT_UID = "1.2.840.10008.1.2";
    /** GE's private one: implicit VR, with big endian pixels. */
    private static final String IMPLICIT_GE_UID = "1.2.840.113619.5.2";

    private static final String BIG_UID = "1.2.840.10008.1.2.2";
    /** Deflated as a whole, with pixels by reference or as JPIP streams. */
    private static final Set<String> OTHER_DEFLATED = Set.of("1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205");

    /** Of a transfer syntax; empty when objects of it cannot be followed. */
    static Optional<Encoding> of(String transferSyntax) {
        if (transferSyntax.isEmpty() || OTHER_DEFLATED.contains(transferSyntax)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (transferSyntax) {
                    case IMPLICIT_UID, IMPLICIT_GE_UID -> IMPLICIT_LITTLE;
                    case BIG_UID -> new Encoding(false, ByteOrder.BIG_ENDIAN);
                    default -> EXPLICIT_LITTLE;
                });
    }

    /** Whether pixel data of the transfer syntax are plain numbers and not a compressed stream. */
    static boolean isNative(String transferSyntax) {
        return Set.of(IMPLICIT_UID, IMPLICIT_GE_UID, BIG_UID, EXPLICIT_LITTLE_UID, DEFLATED_UID)
                .contains(transferSyntax);
    }
}
