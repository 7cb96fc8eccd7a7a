/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import java.time.Instant;

/**
 * One event as the trail keeps it.
 *
 * @param event the DCM code of the event (PS3.16 CID 400), such as 110109 Order Record
 * @param action C, R, U, D or E
 * @param outcome 0 success, 4 minor, 8 serious, 12 major failure
 * @param who the user or peer
 * @param subject what it is about, such as {@code case:1}; empty when nothing of ours
 * @param message the message's XML
 */
public record AuditEntry(
        long id, Instant at, String event, String action, int outcome, String who, String subject, String message) {}
