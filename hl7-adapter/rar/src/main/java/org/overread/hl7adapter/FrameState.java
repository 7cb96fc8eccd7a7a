/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

/** Where a connection is in its stream of MLLP frames: {@code 0x0B} content {@code 0x1C 0x0D}. */
enum FrameState {
    /** Between two frames. What is not a start is a stray byte: counted, and of no consequence. */
    BETWEEN {
        @Override
        FrameState next(byte b, FrameReader frame) {
            if (b == START) {
                frame.begin();
                return CONTENT;
            }
            frame.stray();
            return BETWEEN;
        }
    },
    CONTENT {
        @Override
        FrameState next(byte b, FrameReader frame) throws FrameRefusedException {
            if (b == END) {
                return ENDING;
            }
            frame.append(b);
            return CONTENT;
        }
    },
    /** After {@code 0x1C}: only {@code 0x0D} makes it an end, with anything else it was content. */
    ENDING {
        @Override
        FrameState next(byte b, FrameReader frame) throws FrameRefusedException {
            if (b == RETURN) {
                frame.complete();
                return BETWEEN;
            }
            frame.append(END);
            return CONTENT.next(b, frame);
        }
    };

    static final byte START = 0x0B;
    static final byte END = 0x1C;
    static final byte RETURN = 0x0D;

    abstract FrameState next(byte b, FrameReader frame) throws FrameRefusedException;
}
