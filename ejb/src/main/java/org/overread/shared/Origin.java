/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

/**
 * Who said it: what a change's timeline line and audit message name as its source.
 *
 * @param site the hospital on whose behalf, empty when the sender's profile names none
 * @param sender the sender profile's name, or {@code replay} with the user's name
 * @param application MSH-3 as sent
 * @param facility MSH-4 as sent
 * @param peer the peer's network address
 * @param messageId the stored message
 */
public record Origin(String site, String sender, String application, String facility, String peer, long messageId) {}
