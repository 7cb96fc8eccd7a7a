/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

/** The real parts, for tests and the bench in other packages. */
public final class Routing {
    private static final CelConditions CONDITIONS = new CelConditions();
    private static final RoutingEngine ENGINE = new FirstMatchRouting(CONDITIONS);

    private Routing() {}

    public static org.overread.config.Conditions conditions() {
        return CONDITIONS;
    }

    public static RoutingEngine engine() {
        return ENGINE;
    }

    public static ReaderChoice choice() {
        return new FilterThenScore();
    }
}
