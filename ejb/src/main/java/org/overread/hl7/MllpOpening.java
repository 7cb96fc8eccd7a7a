/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.overread.hl7adapter.api.MllpGate;
import org.overread.shared.DatabaseReady;

/** Lets senders in once the schema is there; last of all, so that what a message starts is already at work. */
@ApplicationScoped
public class MllpOpening {

    public void open(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) DatabaseReady ready) {
        MllpGate.gate().open();
    }
}
