/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

/** A report is what its case says now, and the case has moved by it. */
public record ReportApplied(long reportId, long caseId) {}
