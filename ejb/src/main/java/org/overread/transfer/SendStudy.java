/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.time.Duration;
import org.overread.outbox.Lane;
import org.overread.outbox.WorkItem;

/**
 * The work {@code transfer.send}: brings a case's study to a destination and proves that it is there. Sent again, it
 * opens the next round: what came to the source meanwhile follows.
 *
 * @param archive the archive that holds the study, by its name in the configuration
 * @param destination where it is read, by its name in the configuration
 */
public record SendStudy(long caseId, long studyId, String archive, String studyUid, String site, String destination) {
    public static final String KIND = "transfer.send";

    /** One case at one destination is worked in order; nothing else waits behind it. */
    public String key() {
        return "dest:" + destination + ":case:" + caseId;
    }

    public WorkItem work() {
        return work(false);
    }

    /** @param urgent whether it must not wait behind routine: the images of a STAT case */
    public WorkItem work(boolean urgent) {
        return work(urgent, Duration.ZERO);
    }

    /** @param delay how long it waits at least */
    public WorkItem work(boolean urgent, Duration delay) {
        return WorkItem.after(delay, KIND, key(), urgent ? Lane.URGENT : Lane.LONG, this);
    }
}
