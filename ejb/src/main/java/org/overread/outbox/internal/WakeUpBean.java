/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.overread.outbox.Lane;
import org.overread.outbox.OutboxLog;
import org.overread.shared.Failures;

/** Takes wake-ups and passes them to this node's workers. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(
                    propertyName = "destinationLookup",
                    propertyValue = "java:/jms/queue/OverreadWakeUp"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
        })
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WakeUpBean implements MessageListener {
    private final WorkPump pump;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public WakeUpBean() {
        this.pump = null;
    }

    @Inject
    public WakeUpBean(WorkPump pump) {
        this.pump = pump;
    }

    @Override
    public void onMessage(Message message) {
        try {
            String lane = message.getBody(String.class);
            for (Lane known : Lane.values()) {
                if (known.name().equals(lane)) {
                    pump.wake(known);
                }
            }
        } catch (JMSException e) {
            OutboxLog.LOG.noBroker(Failures.describe(e));
        }
    }
}
