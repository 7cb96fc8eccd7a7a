/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

import java.time.Duration;
import org.overread.shared.Problem;

/**
 * What came of one attempt. The {@code effect} of each outcome runs in the transaction that records it, after the
 * lease's fencing number was checked at the latest on commit: a worker that lost its lease changes nothing.
 */
public sealed interface WorkOutcome {
    Runnable effect();

    /** Done: the row goes, the key goes on. */
    record Done(Runnable effect) implements WorkOutcome {}

    /** Not yet: the row stays first of its key and is tried again after the delay, as often as it takes. No failure. */
    record Again(Duration delay, Runnable effect) implements WorkOutcome {}

    /** A transient or ambiguous failure: the row holds its key and is tried again, later each time, with jitter. */
    record Retry(Problem problem, Runnable effect) implements WorkOutcome {}

    /** A permanent failure: the row becomes a dead letter with its reason, and its key goes on. */
    record Dead(Problem problem, Runnable effect) implements WorkOutcome {}

    static WorkOutcome done() {
        return new Done(() -> {});
    }

    static WorkOutcome done(Runnable effect) {
        return new Done(effect);
    }

    static WorkOutcome again(Duration delay) {
        return new Again(delay, () -> {});
    }

    static WorkOutcome retry(Problem problem) {
        return new Retry(problem, () -> {});
    }

    static WorkOutcome dead(Problem problem) {
        return new Dead(problem, () -> {});
    }
}
