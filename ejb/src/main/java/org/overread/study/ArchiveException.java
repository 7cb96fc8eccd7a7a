/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.ejb.ApplicationException;
import org.overread.shared.Problem;

/**
 * An archive or destination did not do what it was asked. Which kind it is says what to do next; {@link #problem} says
 * it to a person, with a message id and without patient data.
 */
@ApplicationException(rollback = true)
public abstract sealed class ArchiveException extends RuntimeException
        permits ArchiveUnavailable, ArchiveRefused, NotInArchive {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** @param message a message of a bundle, with its id */
    protected ArchiveException(String message) {
        super(message);
        this.problem = Problem.of(message);
    }

    public Problem problem() {
        return problem;
    }
}
