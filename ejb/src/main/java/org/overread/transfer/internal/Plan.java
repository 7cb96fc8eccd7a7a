/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import org.overread.config.Line;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;

/**
 * How studies go from one archive to one destination, by the configuration in force.
 *
 * @param aeTitle the destination's AE, when the archive sends for itself by C-STORE; empty when we stream by STOW-RS
 * @param listable whether the destination can be asked which objects it holds
 * @param counted whether the site consents to a mere count as proof
 * @param transfers how many studies may be on their way to this destination from this node at once
 * @param streams how many requests one study may use at once
 * @param line when and how much of it may be used
 * @param packed whether it goes as a file for somebody to carry on
 */
record Plan(
        String aeTitle,
        boolean listable,
        boolean counted,
        int transfers,
        int streams,
        ObjectSink.Batch batch,
        Issuers issuers,
        Line line,
        boolean packed) {
    /** Over a line that nothing limits. */
    Plan(
            String aeTitle,
            boolean listable,
            boolean counted,
            int transfers,
            int streams,
            ObjectSink.Batch batch,
            Issuers issuers) {
        this(aeTitle, listable, counted, transfers, streams, batch, issuers, Line.OPEN, false);
    }

    /** How many requests at once the destination is given when all is well. */
    int requests() {
        return line.requests() > 0 ? line.requests() : transfers * streams;
    }

    boolean isExport() {
        return !aeTitle.isEmpty();
    }
}
