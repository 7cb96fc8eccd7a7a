/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

import jakarta.ejb.ApplicationException;

/**
 * An act that the caller can mend: it names a message id and what kind of answer it deserves. Rolls the transaction
 * back.
 */
@ApplicationException(rollback = true)
public final class OverreadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the caller did, in the terms of HTTP, which every interface of ours can be put in. */
    public enum Kind {
        BAD_REQUEST(400),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        PRECONDITION_FAILED(412),
        TOO_LARGE(413),
        UNPROCESSABLE(422),
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The HTTP status code. */
        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final transient Problem problem;

    public OverreadException(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.problem = Problem.of(message);
    }

    public static OverreadException badRequest(String message) {
        return new OverreadException(Kind.BAD_REQUEST, message);
    }

    /** Something that is not there, or that this caller may not see: the two are answered alike. */
    public static OverreadException notFound(String message) {
        return new OverreadException(Kind.NOT_FOUND, message);
    }

    public static OverreadException conflict(String message) {
        return new OverreadException(Kind.CONFLICT, message);
    }

    public Kind kind() {
        return kind;
    }

    public Problem problem() {
        return problem;
    }
}
