/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import org.jspecify.annotations.Nullable;

/**
 * A case made a step, in this transaction.
 *
 * @param group who had it when the step was made
 * @param kind of the timeline line, {@code case.available}
 */
public record CaseStepped(
        long caseId, String site, @Nullable String group, String kind) {}
