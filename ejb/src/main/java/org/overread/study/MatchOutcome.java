/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.util.List;

/** What came of looking for a study's order. Only {@link Matched} binds anything. */
public sealed interface MatchOutcome {

    /** Exactly one order of the same patient. */
    record Matched(long order, MatchKey by) implements MatchOutcome {}

    /** Several orders of the same patient fit equally: a person chooses. */
    record Ambiguous(List<Long> orders, MatchKey by) implements MatchOutcome {
        public Ambiguous {
            orders = List.copyOf(orders);
        }
    }

    /** An order fits by UID or accession number but is another patient's: never bound by itself. */
    record Conflict(List<Long> orders, MatchKey by) implements MatchOutcome {
        public Conflict {
            orders = List.copyOf(orders);
        }
    }

    /** No order fits. Suggestions are of the same patient and modality about the same time; a person may take one. */
    record Unmatched(List<Long> suggestions) implements MatchOutcome {
        public Unmatched {
            suggestions = List.copyOf(suggestions);
        }
    }
}
