/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.overread.RecordedEvents;
import org.overread.patient.PatientRegister;
import org.overread.timeline.TestTimeline;

/** The real order book, outside a container. */
public final class TestOrderBook {
    private TestOrderBook() {}

    public static OrderBook over(Jdbi jdbi, PatientRegister register) {
        return new JdbiOrderBook(jdbi, register, TestTimeline.over(jdbi), new RecordedEvents<>(), Clock.systemUTC());
    }
}
