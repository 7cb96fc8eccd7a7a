/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

/** A case that was being read was given back. */
public record CaseReleased(long caseId, String site, String group, String reader, String by) {}
