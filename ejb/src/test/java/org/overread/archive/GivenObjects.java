/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.overread.transfer.DicomObject;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectStream;

/** Objects out of memory, as a source would give them. */
final class GivenObjects implements ObjectStream {
    private final Deque<byte[]> objects;
    private final Issuers issuers;

    GivenObjects(Issuers issuers, byte[]... objects) {
        this.objects = new ArrayDeque<>(List.of(objects));
        this.issuers = issuers;
    }

    static GivenObjects of(byte[]... objects) {
        return new GivenObjects(Issuers.NONE, objects);
    }

    @Override
    public boolean hasNext() {
        return !objects.isEmpty();
    }

    @Override
    public DicomObject next() {
        try {
            return IssuerPatch.read(new ByteArrayInputStream(objects.remove()), issuers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
