/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one connection's MLLP frames, whatever pieces they come in. Not safe for use by several threads.
 *
 * <p>{@code 0x0B} is no legal content, yet vertical tabs come in texts pasted from word processors. So it is content,
 * unless {@code MSH} follows: that is a sender that gave up a frame and began another on the same connection. The first
 * was never complete, so it is dropped, and the new one is read.
 */
final class FrameReader {
    private static final int SMALL = 4096;
    private static final byte[] HEADER = {'M', 'S', 'H'};

    private final int maxBytes;
    private final FrameBudget budget;
    private FrameState state = FrameState.BETWEEN;
    private byte[] buffer = new byte[SMALL];
    private int length;
    private int restart = -1;
    private long reserved;
    private long strayBytes;
    private int abandonedBytes;
    private byte @Nullable [] complete;

    FrameReader(int maxBytes, FrameBudget budget) {
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /**
     * Takes bytes from {@code in} up to the end of the next frame at most.
     *
     * @return the frame's content, or null when {@code in} is used up before its end
     */
    byte @Nullable [] read(ByteBuf in) throws FrameRefusedException {
        while (in.isReadable()) {
            state = state.next(in.readByte(), this);
            byte[] frame = complete;
            if (frame != null) {
                complete = null;
                return frame;
            }
        }
        return null;
    }

    /** The memory of the last frame is free again: it was answered, or its connection is closed. */
    void free() {
        budget.release(reserved);
        reserved = 0;
    }

    boolean insideFrame() {
        return state != FrameState.BETWEEN;
    }

    /** How many bytes of the unfinished frame came so far. */
    int length() {
        return length;
    }

    long strayBytes() {
        return strayBytes;
    }

    /** How many bytes were dropped since the last call because their frame was given up; 0 for none. */
    int takeAbandonedBytes() {
        int bytes = abandonedBytes;
        abandonedBytes = 0;
        return bytes;
    }

    void stray() {
        strayBytes++;
    }

    void begin() {
        length = 0;
        restart = -1;
    }

    void append(byte b) throws FrameRefusedException {
        if (length == maxBytes) {
            throw new FrameRefusedException(FrameRefusedException.Reason.FRAME_TOO_LARGE);
        }
        if (length == buffer.length) {
            grow();
        }
        if (b == FrameState.START) {
            restart = length;
        }
        buffer[length++] = b;
        if (restart >= 0 && length == restart + 1 + HEADER.length) {
            restartAtHeader();
        }
    }

    void complete() {
        complete = Arrays.copyOf(buffer, length);
        length = 0;
        if (buffer.length > SMALL) {
            buffer = new byte[SMALL]; // the reservation now stands for the copy
        }
    }

    private void restartAtHeader() {
        if (Arrays.equals(buffer, restart + 1, length, HEADER, 0, HEADER.length)) {
            abandonedBytes += restart;
            System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
            length = HEADER.length;
        }
        restart = -1;
    }

    private void grow() throws FrameRefusedException {
        int capacity = (int) Math.min(maxBytes, buffer.length * 2L);
        if (!budget.reserve(capacity - buffer.length)) {
            throw new FrameRefusedException(FrameRefusedException.Reason.FRAMES_TOO_LARGE);
        }
        reserved += capacity - buffer.length;
        buffer = Arrays.copyOf(buffer, capacity);
    }
}
