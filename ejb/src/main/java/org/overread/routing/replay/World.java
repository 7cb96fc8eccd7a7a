/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Instant;

/** What no decision is told: how fast people are, and who does not come. Must answer alike when asked again. */
public interface World {
    /** Minutes that the reader takes for the case. */
    double minutes(String reader, long caseId, double rvu);

    /** Whether the reader does not come to the shift that begins then. */
    boolean absent(String reader, Instant shift);

    /** When the link to the group's images works again, if it is down at that moment; else that moment. */
    default Instant linkFrom(String group, Instant moment) {
        return moment;
    }

    /** Minutes that a group which chooses its readers itself takes for a case. */
    default double groupMinutes(String group, long caseId, double rvu) {
        return 45;
    }
}
