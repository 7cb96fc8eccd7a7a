/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import org.overread.shared.PatientKey;

/**
 * A report came in and was kept.
 *
 * @param sender the profile of who sent it
 * @param patient for the audit trail
 */
public record ReportReceived(long reportId, long caseId, String site, String sender, PatientKey patient) {}
