/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.overread.transfer.DicomObject;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;

/** The objects of one request: taken from the stream until the batch is full, counted, the unfit ones held back. */
final class Handover {
    private final ObjectStream objects;
    private final ObjectSink.Batch batch;
    private final List<String> instances = new ArrayList<>();
    private @Nullable DicomObject ready;
    private int begun;
    private long bytes;
    private int heldBack;

    Handover(ObjectStream objects, ObjectSink.Batch batch) {
        this.objects = objects;
        this.batch = batch;
    }

    boolean hasNext() {
        while (ready == null) {
            boolean full = begun > 0 && (begun >= batch.objects() || bytes >= batch.bytes());
            if (full || !objects.hasNext()) {
                return false;
            }
            DicomObject next = objects.next();
            if (next.issuers().isSatisfied()) {
                ready = next;
            } else {
                heldBack++;
            }
        }
        return true;
    }

    DicomObject next() {
        DicomObject next = ready;
        if (next == null) {
            throw new NoSuchElementException();
        }
        ready = null;
        begun++;
        next.instance().ifPresent(instances::add);
        return next;
    }

    void moved(int count) {
        bytes += count;
    }

    PutResult.Sent sent() {
        return new PutResult.Sent(instances, begun, bytes, heldBack);
    }
}
