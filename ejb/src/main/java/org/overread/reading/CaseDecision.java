/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Why a case went where it went.
 *
 * @param outcome what was decided
 * @param trace each rule and candidate with its reason
 */
public record CaseDecision(
        long id, long caseId, Instant decidedAt, int configurationVersion, JsonNode outcome, JsonNode trace) {}
