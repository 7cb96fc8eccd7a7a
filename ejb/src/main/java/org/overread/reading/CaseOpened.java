/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import org.jspecify.annotations.Nullable;

/** A case was made: for an order, or for a study with none. */
public record CaseOpened(
        long caseId,
        String site,
        @Nullable Long orderId,
        @Nullable Long studyId) {}
