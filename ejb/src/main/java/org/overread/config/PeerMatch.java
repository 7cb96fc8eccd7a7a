/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.Locale;

/**
 * By what a sender is known; each part that is not empty must fit.
 *
 * @param sendingApplication MSH-3, namespace ID; HL7 names are compared regardless of case
 * @param sendingFacility MSH-4, namespace ID
 * @param address the peer's IP address, or a range such as {@code 10.2.0.0/16}
 * @param certificate the client certificate's subject, or a part of it such as {@code CN=ris-1}
 */
public record PeerMatch(String sendingApplication, String sendingFacility, String address, String certificate) {
    /** Fits everything. */
    public static final PeerMatch ANY = new PeerMatch("", "", "", "");

    public boolean fits(String application, String facility, String peerAddress, String peerCertificate) {
        return same(sendingApplication, application)
                && same(sendingFacility, facility)
                && (address.isEmpty() || AddressRange.of(address).contains(peerAddress))
                && (certificate.isEmpty() || hasPart(peerCertificate));
    }

    public boolean isEmpty() {
        return equals(ANY);
    }

    private static boolean same(String wanted, String given) {
        return wanted.isEmpty() || wanted.equalsIgnoreCase(given);
    }

    /** Whole attributes only: {@code CN=ris} does not fit {@code CN=ris-2}. */
    private boolean hasPart(String subject) {
        String wanted = "," + certificate.replace(", ", ",").toLowerCase(Locale.ROOT) + ",";
        return ("," + subject.replace(", ", ",").toLowerCase(Locale.ROOT) + ",").contains(wanted);
    }
}
