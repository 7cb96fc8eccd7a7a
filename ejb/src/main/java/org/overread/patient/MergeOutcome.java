/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.overread.shared.Problem;

/** What became of a merge. */
public sealed interface MergeOutcome {

    /** Done: the prior identity's orders are the survivor's. */
    record Merged(long survivor, long prior) implements MergeOutcome {}

    /** The prior identity was merged into this survivor before: nothing changed. */
    record MergedBefore(long survivor, long prior) implements MergeOutcome {}

    /** Not done, and nothing written. */
    record Refused(Problem problem) implements MergeOutcome {}
}
