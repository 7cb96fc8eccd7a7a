/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import org.overread.shared.DicomUid;
import org.overread.study.ArchiveException;

/**
 * Where objects are stored: STOW-RS (DICOM PS3.18 section 10.5, IHE RAD-108), as a stream.
 *
 * <pre>{@code
 * try (ObjectStream objects = source.study(study, issuers)) {
 *     while (objects.hasNext()) {
 *         switch (sink.put(study, objects, ObjectSink.Batch.DEFAULT)) { ... }
 *     }
 * }
 * }</pre>
 *
 * <p>After any result but {@link PutResult.Stored} and {@link PutResult.PartlyStored} the stream stands in the middle of
 * an object: close it. What is stored is then found out with {@link InstanceList}, and only what is missing is sent
 * again with {@link ObjectSource#instances}. Sending an object that is there already is harmless.
 */
public interface ObjectSink {
    /** The destination's name in the configuration. */
    String name();

    /**
     * Sends the next objects of the stream in one request, until the batch is full or the stream ends, and waits for the
     * answer. An object whose issuers could not be set is held back, not sent: look at {@link PutResult#heldBack}.
     *
     * @param objects must have a next one
     * @return what the destination made of it; whatever goes wrong <em>there</em> is a result, not an exception
     * @throws ArchiveException only what went wrong at the <em>source</em> while reading. The request to the destination
     *     was then broken off: objects of this batch may have been stored
     */
    PutResult put(DicomUid study, ObjectStream objects, Batch batch);

    /**
     * How much goes into one request; at least one object goes, however large.
     *
     * @param objects at most so many
     * @param bytes no further object is begun once so many bytes were sent
     */
    record Batch(int objects, long bytes) {
        /** Large enough that the answer's delay does not count, small enough that a broken request costs little. */
        public static final Batch DEFAULT = new Batch(200, 64L << 20);

        /** Each object in a request of its own: what is refused then is that object. */
        public static final Batch ONE = new Batch(1, Long.MAX_VALUE);
    }
}
