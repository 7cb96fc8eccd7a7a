/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

/** The real parts, for tests and the bench in other packages. */
public final class Routing {
    private static final RoutingEngine ENGINE = new FirstMatchRouting(new CelConditions());

    private Routing() {}

    public static RoutingEngine engine() {
        return ENGINE;
    }

    public static ReaderChoice choice() {
        return new FilterThenScore();
    }
}
