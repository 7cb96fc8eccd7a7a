/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;

/** Reads a destination's {@code line}. */
final class LineReader {
    private static final BigDecimal BYTES_IN_MEGABIT = BigDecimal.valueOf(125_000);

    private LineReader() {}

    /** @param export whether the archive sends for itself: then nobody here can slow it down */
    static Line read(Section s, boolean export) {
        List<Line.Share> bandwidth = s.sections("bandwidth", LineReader::share);
        Long requests = s.optionalNumber("requests", 1, 64);
        if (export && s.has("bandwidth")) {
            s.wrong("bandwidth", ConfigMessages.MESSAGES.lineOfOthers());
        }
        if (export && s.has("requests")) {
            s.wrong("requests", ConfigMessages.MESSAGES.lineOfOthers());
        }
        for (int i = 0; i < bandwidth.size() - 1; i++) {
            if (bandwidth.get(i).hours() == null) {
                s.wrong("bandwidth[" + (i + 1) + "]", ConfigMessages.MESSAGES.neverReached());
                break;
            }
        }
        return new Line(
                s.zone("timezone", ZoneId.of("UTC")),
                s.sections("windows", StaffReader::hours),
                bandwidth,
                requests == null ? 0 : requests.intValue(),
                s.duration("slowAnswer", Line.SLOW, Duration.ofMillis(100), Duration.ofMinutes(10)));
    }

    private static Line.Share share(Section s) {
        boolean always = !s.has("from") && !s.has("until") && !s.has("days");
        Contract.Hours hours = new Contract.Hours(
                new HashSet<>(s.values("days", Form.WEEKDAY)),
                s.value("from", LocalTime.MIDNIGHT, Form.TIME),
                s.value("until", LocalTime.MIDNIGHT, Form.TIME));
        BigDecimal megabits = s.requiredValue("megabitsPerSecond", BigDecimal.ONE, Form.decimal(0, 100_000));
        if (megabits.signum() == 0) {
            s.wrong("megabitsPerSecond", ConfigMessages.MESSAGES.noBandwidth());
        }
        return new Line.Share(
                always ? null : hours,
                Math.max(1, megabits.multiply(BYTES_IN_MEGABIT).longValue()));
    }
}
