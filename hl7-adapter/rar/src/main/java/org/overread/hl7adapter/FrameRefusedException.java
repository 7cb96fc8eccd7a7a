/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

/** A frame that is not read to its end. Checked, because the connection must be closed: the stream is lost. */
final class FrameRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    enum Reason {
        /** The frame itself has more bytes than one message may have. */
        FRAME_TOO_LARGE,
        /** The frames of all connections have more bytes than the node gives them. */
        FRAMES_TOO_LARGE
    }

    private final Reason reason;

    FrameRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
