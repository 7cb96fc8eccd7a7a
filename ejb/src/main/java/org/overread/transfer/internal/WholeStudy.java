/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.overread.transfer.DicomObject;
import org.overread.transfer.ObjectStream;

/**
 * One retrieval of a whole study, dealt out object by object to the streams that send it: the archive is asked once and
 * not for each object, and while one request's objects are stored at the destination the next ones go out with another.
 * Whose turn it is reads the source; nothing is held in between.
 */
final class WholeStudy implements Supply {
    private final ObjectStream study;
    /** Fair: the stream that waited longest is the one whose destination had most time to store. */
    private final Semaphore turn = new Semaphore(1, true);

    private volatile boolean ended;

    WholeStudy(ObjectStream study) {
        this.study = study;
    }

    @Override
    public @Nullable ObjectStream next() {
        return ended ? null : new Share();
    }

    @Override
    public void close() {
        ended = true;
        study.close();
    }

    private final class Share implements ObjectStream {
        private boolean held;
        private boolean ready;

        @Override
        public boolean hasNext() {
            if (ready) {
                return true;
            }
            close();
            try {
                turn.acquire();
            } catch (InterruptedException e) {
                // nobody wants what is left any more
                Thread.currentThread().interrupt();
                return false;
            }
            held = true;
            boolean more = false;
            try {
                more = !ended && study.hasNext();
            } finally {
                if (!more) {
                    ended = true;
                    close();
                }
            }
            ready = more;
            return more;
        }

        @Override
        public DicomObject next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ready = false;
            DicomObject next = study.next();
            return new DicomObject(next.instance(), next.issuers(), new Content(next.content()));
        }

        /** Gives the turn up; what is left of the object is skipped by whoever has it next. */
        @Override
        public void close() {
            ready = false;
            if (held) {
                held = false;
                turn.release();
            }
        }

        /** Gives the turn up at its end, while the last of it is still on its way to the destination. */
        private final class Content extends FilterInputStream {
            Content(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                return passed(held ? super.read() : -1);
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return passed(held ? super.read(into, offset, length) : -1);
            }

            private int passed(int read) {
                if (read < 0) {
                    Share.this.close();
                }
                return read;
            }
        }
    }
}
