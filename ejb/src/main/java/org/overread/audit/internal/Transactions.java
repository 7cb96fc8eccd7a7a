/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Runs work in a transaction of its own, which ends with it. */
@FunctionalInterface
public interface Transactions {
    void run(java.util.function.Consumer<Handle> work);

    /** The same, with what the work gives. */
    default <R> R get(Function<Handle, R> work) {
        java.util.List<R> result = new java.util.ArrayList<>(1);
        run(h -> result.add(work.apply(h)));
        return result.get(0);
    }
}
