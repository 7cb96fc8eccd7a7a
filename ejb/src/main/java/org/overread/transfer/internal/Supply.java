/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import org.jspecify.annotations.Nullable;
import org.overread.transfer.ObjectStream;

/** Where the streams of one pass get what they hand over. For several threads at once. */
interface Supply extends AutoCloseable {
    /**
     * The next objects for one stream, which closes them; null when nothing is left.
     *
     * @throws org.overread.study.ArchiveException what went wrong at the source
     */
    @Nullable
    ObjectStream next();

    /** Lets go of the source. Throws nothing. */
    @Override
    default void close() {}
}
