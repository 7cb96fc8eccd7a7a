/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.DicomObject;
import org.overread.transfer.DicomObject.IssuerOutcome;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.SourceFailed;

/** One object of any size, made as it is read; breaks off where it is told to. */
final class Endless implements ObjectStream {
    private final long size;
    private final long breakAt;
    private boolean given;

    Endless(long size, long breakAt) {
        this.size = size;
        this.breakAt = breakAt;
    }

    @Override
    public boolean hasNext() {
        return !given;
    }

    @Override
    public DicomObject next() {
        given = true;
        return new DicomObject(Optional.of("1.2.3.4.1"), IssuerOutcome.NOT_ASKED, new InputStream() {
            private long at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (breakAt >= 0 && at >= breakAt) {
                    throw new SourceFailed(new ArchiveUnavailable(ArchiveMessages.MESSAGES.brokenOff("hospital")));
                }
                if (at >= size) {
                    return -1;
                }
                int count = (int) Math.min(length, size - at);
                at += count;
                return count;
            }
        });
    }

    @Override
    public void close() {}
}
