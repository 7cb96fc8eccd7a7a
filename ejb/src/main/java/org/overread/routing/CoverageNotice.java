/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;

/**
 * What a coordinator is told of coverage ahead of time.
 *
 * @param site whose cases it is about
 * @param what is missing or about to be
 * @param about tells notices of one kind apart: modality and sub-specialty, or reader and jurisdiction
 * @param from when it begins
 * @param until when it ends, or when the licence does
 * @param text in plain words, on the site's wall clock
 */
public record CoverageNotice(String site, What what, String about, Instant from, Instant until, String text) {
    /** Kinds of notices. */
    public enum What {
        /** Nobody is there. */
        GAP,
        /** One reader is there alone. */
        SINGLE,
        /** A licence ends, and none follows. */
        LICENCE
    }
}
