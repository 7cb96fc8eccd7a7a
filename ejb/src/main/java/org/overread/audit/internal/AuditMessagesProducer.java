/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.overread.audit.AuditMessages;

@ApplicationScoped
class AuditMessagesProducer {
    @Produces
    @Singleton
    AuditMessages messages() {
        return new AuditMessages("overread@" + System.getProperty("jboss.node.name", "localhost"));
    }
}
