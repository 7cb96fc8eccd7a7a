/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.NoSuchElementException;
import org.overread.study.ArchiveException;

/**
 * The objects of one retrieval, one after the other over one or more connections. Not for use by two threads at once.
 * Taking the next object skips what is left of the last one. Close it always: that drops the connection.
 */
public interface ObjectStream extends AutoCloseable {
    /**
     * Whether there is another object; reads on in the stream to find out.
     *
     * @throws ArchiveException when the source broke off or ended without its closing boundary. "No more" is only said
     *     of a stream that ended as it should
     */
    boolean hasNext();

    /**
     * The next object.
     *
     * @throws NoSuchElementException when there is none
     * @throws ArchiveException as {@link #hasNext}
     */
    DicomObject next();

    /** Drops the connection, whatever is left. Throws nothing. */
    @Override
    void close();
}
