/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import org.overread.shared.Problem;
import org.overread.study.ArchiveException;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.TransferAttempt.Result;

/** An attempt did not bring the whole study there; says what to do next. Never leaves this package. */
final class AttemptFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Result result;
    private final transient Problem problem;
    private final String silent;
    private final boolean fruitless;

    private AttemptFailed(Result result, Problem problem, String silent, boolean fruitless) {
        super(problem.code());
        this.result = result;
        this.problem = problem;
        this.silent = silent;
        this.fruitless = fruitless;
    }

    /** A person must mend something first. */
    static AttemptFailed forGood(Problem problem) {
        return new AttemptFailed(Result.PERMANENT, problem, "", false);
    }

    /** A peer cannot be reached: tried again for as long as it takes. */
    static AttemptFailed notReached(String peer, Problem problem) {
        return new AttemptFailed(Result.TRANSIENT, problem, peer, false);
    }

    /** Everybody answered and the objects are not there: tried again, a few times. */
    static AttemptFailed inVain(Problem problem) {
        return new AttemptFailed(Result.TRANSIENT, problem, "", true);
    }

    /** The line's hours are over: what is missing follows in the next. */
    static AttemptFailed later(Problem problem) {
        return new AttemptFailed(Result.TRANSIENT, problem, "", false);
    }

    /** Was it stored? The next attempt asks the destination first; a few times. */
    static AttemptFailed inDoubt(Problem problem) {
        return new AttemptFailed(Result.AMBIGUOUS, problem, "", true);
    }

    /** What a failed question to a peer means. */
    static AttemptFailed asking(String peer, ArchiveException thrown) {
        return thrown instanceof ArchiveUnavailable ? notReached(peer, thrown.problem()) : forGood(thrown.problem());
    }

    Result result() {
        return result;
    }

    Problem problem() {
        return problem;
    }

    /** The peer of the breaker that could not be reached; empty when everybody answered. */
    String silent() {
        return silent;
    }

    /** Whether it counts against the few attempts that may bring nothing. */
    boolean isFruitless() {
        return fruitless;
    }
}
