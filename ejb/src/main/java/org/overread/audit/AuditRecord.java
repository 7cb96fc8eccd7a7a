/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

/**
 * A message ready to be kept.
 *
 * @param subject what it is about, for finding it again
 * @param message UTF-8 XML by PS3.15 A.5, without a byte order mark
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AuditRecord(
        String event, String action, int outcome, String who, String site, String subject, byte[] message) {}
