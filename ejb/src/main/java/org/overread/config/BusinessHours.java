/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.List;
import java.util.Set;
import org.overread.shared.Priority;

/**
 * In which hours of the week clocks run, and which clocks do not care.
 *
 * @param hours on the site's wall clock
 * @param priorities whose clocks run in these hours only; all others run day and night
 */
public record BusinessHours(List<Contract.Hours> hours, Set<Priority> priorities) {
    /** Those that can wait until somebody comes to work. */
    public static final Set<Priority> CAN_WAIT = Set.of(Priority.ROUTINE, Priority.AS_NEEDED);

    public BusinessHours {
        hours = List.copyOf(hours);
        priorities = Set.copyOf(priorities);
    }
}
