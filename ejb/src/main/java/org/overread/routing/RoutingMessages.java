/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** What people are told of the choice of a reader. */
@MessageBundle(projectCode = "OVR")
public interface RoutingMessages {
    RoutingMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), RoutingMessages.class);

    @Message(
            id = 704,
            value = "This case is given to %s. It can be claimed by others when its time to begin has passed.")
    String givenTo(String reader);

    @Message(id = 705, value = "You may not read this case: %s %s.")
    String mayNotRead(String reader, String reason);

    @Message(id = 706, value = "The configuration has no reader of that name.")
    String noSuchReader();
}
