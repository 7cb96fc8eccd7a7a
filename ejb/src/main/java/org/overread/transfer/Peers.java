/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.Optional;
import org.overread.study.ArchiveRefused;

/**
 * The archives and destinations of the configuration in force, by name, as what a transfer does with them. Inject this.
 * Each method throws {@link ArchiveRefused} when the configuration has no such name, or when what it names cannot do
 * the thing (a C-STORE destination has no sink and, unless it has QIDO, no instance list).
 */
public interface Peers {
    /** Where objects are read from. */
    ObjectSource source(String archive);

    /** Asks an archive to send for itself, by C-STORE. */
    ExportRequest exporter(String archive);

    /**
     * How a destination that an archive sends to is asked whether it keeps a study; empty unless the configuration wants
     * its storage commitment.
     */
    Optional<StorageCommitment> commitment(String archive, String destination);

    /** Where objects are stored to, by STOW-RS. */
    ObjectSink sink(String destination);

    /** What an archive holds. */
    InstanceList heldBy(String archive);

    /** What a destination holds; the proof of a transfer. */
    InstanceList heldAt(String destination);
}
