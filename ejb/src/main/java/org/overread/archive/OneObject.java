/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.InputStream;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.overread.transfer.DicomObject;
import org.overread.transfer.ObjectStream;

/** A stream of one object. */
final class OneObject implements ObjectStream {
    private final InputStream content;
    private boolean given;

    OneObject(InputStream content) {
        this.content = content;
    }

    @Override
    public boolean hasNext() {
        return !given;
    }

    @Override
    public DicomObject next() {
        if (given) {
            throw new NoSuchElementException();
        }
        given = true;
        return new DicomObject(Optional.empty(), DicomObject.IssuerOutcome.NOT_ASKED, content);
    }

    @Override
    public void close() {
        // the content is its giver's
    }
}
