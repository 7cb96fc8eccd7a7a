/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.ObjectStream;

/**
 * What the destination lacks, asked for object by object: for what an earlier attempt left out. Taken from the comparison
 * a share at a time, so that memory use does not depend on the study's size.
 */
final class MissingObjects implements Supply {
    static final int SMALLEST_SHARE = 4;
    private static final int LARGEST_SHARE = 100;

    private final Run run;
    private final Comparison comparison;
    private final ObjectSource source;
    private final int streams;
    private @Nullable InstanceRef last;
    private int left;

    MissingObjects(Run run, Comparison comparison, ObjectSource source, int streams, int missing) {
        this.run = run;
        this.comparison = comparison;
        this.source = source;
        this.streams = streams;
        this.left = missing;
    }

    @Override
    public @Nullable ObjectStream next() {
        List<InstanceRef> share = share();
        return share.isEmpty()
                ? null
                : source.instances(run.study(), share, run.plan().issuers());
    }

    private synchronized List<InstanceRef> share() {
        // ever smaller shares, so that no stream is left with much to do when the others have ended
        int size = Math.max(SMALLEST_SHARE, Math.min(LARGEST_SHARE, left / (streams * 2)));
        List<InstanceRef> next = comparison.missing(run.transfer().id(), last, size);
        left -= next.size();
        if (!next.isEmpty()) {
            last = next.get(next.size() - 1);
        }
        return next;
    }
}
