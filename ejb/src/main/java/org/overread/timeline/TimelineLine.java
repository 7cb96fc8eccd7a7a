/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.timeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line to be added; its parts are those of {@link Timeline#add}. */
public record TimelineLine(
        String subject, String site, @Nullable String group, String kind, String text, Map<String, ?> data) {}
