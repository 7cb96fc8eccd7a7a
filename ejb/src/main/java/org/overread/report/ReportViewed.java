/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import org.overread.shared.PatientKey;

/** A person read a report. */
public record ReportViewed(long reportId, long caseId, String site, String user, PatientKey patient) {}
