/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
import org.overread.study.NotInArchive;
import org.overread.transfer.DicomObject;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.SeriesRef;

/**
 * A study as its series one after the other, in a given order. A series that is not there any more, or not given, is passed over:
 * the lists are compared afterwards, and what is missing is asked for object by object.
 */
final class SeriesInTurn implements ObjectStream {
    private final ObjectSource source;
    private final DicomUid study;
    private final Iterator<SeriesRef> left;
    private final Issuers issuers;
    private @Nullable ObjectStream current;

    /** @throws org.overread.study.ArchiveException when the first series cannot be had */
    SeriesInTurn(ObjectSource source, DicomUid study, List<SeriesRef> order, Issuers issuers) {
        this.source = source;
        this.study = study;
        this.left = order.iterator();
        this.issuers = issuers;
        this.current = source.series(study, left.next().uid(), issuers);
    }

    @Override
    public boolean hasNext() {
        while (current == null || !current.hasNext()) {
            close();
            if (!left.hasNext()) {
                return false;
            }
            try {
                current = source.series(study, left.next().uid(), issuers);
            } catch (NotInArchive | ArchiveRefused e) {
                current = null;
            }
        }
        return true;
    }

    @Override
    public DicomObject next() {
        if (!hasNext() || current == null) {
            throw new NoSuchElementException();
        }
        return current.next();
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
