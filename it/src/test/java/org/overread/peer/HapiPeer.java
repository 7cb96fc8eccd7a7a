/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.peer;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.protocol.ReceivingApplicationException;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** HAPI's own server: the message is parsed, stored by one committed insert and acknowledged. */
public final class HapiPeer {
    private HapiPeer() {}

    /** @param arguments port, JDBC URL, user, password */
    public static void main(String[] arguments) throws Exception {
        OneInsert rows = new OneInsert(arguments[1], arguments[2], arguments[3]);
        try (DefaultHapiContext context = new DefaultHapiContext()) {
            context.setModelClassFactory(new CanonicalModelClassFactory("2.5.1"));
            context.setValidationContext(ValidationContextFactory.noValidation());
            context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator()); // else a file, here
            HL7Service server = context.newServer(Integer.parseInt(arguments[0]), false);
            server.registerApplication(new ReceivingApplication<Message>() {
                @Override
                public Message processMessage(Message message, Map<String, Object> metadata)
                        throws ReceivingApplicationException, HL7Exception {
                    rows.store(message.encode().getBytes(StandardCharsets.UTF_8));
                    try {
                        return message.generateACK();
                    } catch (IOException e) {
                        throw new ReceivingApplicationException(e);
                    }
                }

                @Override
                public boolean canProcess(Message message) {
                    return true;
                }
            });
            server.startAndWait();
            System.in.read(); // until whoever started it closes the pipe
            server.stopAndWait();
        }
    }
}
