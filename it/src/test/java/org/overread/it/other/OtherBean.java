/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.other;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody else's message-driven bean on the same server; {@link OtherServlet} speaks to it. */
@MessageDriven(
        activationConfig =
                @ActivationConfigProperty(propertyName = "destination", propertyValue = "java:app/queue/Other"))
public class OtherBean implements MessageListener {
    static final Map<String, String> HEARD = new ConcurrentHashMap<>();

    @Override
    public void onMessage(Message message) {
        try {
            HEARD.put(message.getBody(String.class), "heard");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
