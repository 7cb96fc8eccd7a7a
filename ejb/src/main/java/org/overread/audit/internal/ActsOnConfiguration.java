/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditTrail;
import org.overread.config.ConfigurationChanged;

/** Who changed what the application does, in the transaction that saved it. */
@ApplicationScoped
class ActsOnConfiguration {
    private final AuditTrail trail;
    private final AuditMessages messages;

    @Inject
    ActsOnConfiguration(AuditTrail trail, AuditMessages messages) {
        this.trail = trail;
        this.messages = messages;
    }

    void changed(@Observes ConfigurationChanged event) {
        trail.record(messages.configured(event.changedBy(), event.version(), event.restored()));
    }
}
