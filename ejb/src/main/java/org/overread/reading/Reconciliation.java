/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;

/** What does not fit together at the sites that a caller sees, and what people decided about it. */
public interface Reconciliation {

    /** Newest first. @param after where the page before ended; null for the first */
    List<Unreconciled> list(Scope scope, Unreconciled.Kind kind, @Nullable Place after, int limit);

    /** How many there are of a kind, counted up to a thousand. */
    int count(Scope scope, Unreconciled.Kind kind);

    /** Newest first. @param study only this study's; null for all @param before the id to continue below */
    List<MatchDecision> decisions(Scope scope, @Nullable Long study, @Nullable Long before, int limit);

    Optional<MatchDecision> decision(Scope scope, long id);

    /** Where a page ended. */
    record Place(Instant since, long id) {}
}
