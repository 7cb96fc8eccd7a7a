/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 200 to 299: why something is not allowed. */
@MessageBundle(projectCode = "OVR")
public interface AccessMessages {
    AccessMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), AccessMessages.class);

    @Message(id = 200, value = "This needs the role %s. Ask the administrator of your identity provider for it.")
    String roleMissing(String roles);

    @Message(id = 201, value = "Your account is limited to other sites than this one.")
    String otherSite();

    @Message(id = 202, value = "Your account does not belong to the group that has this case.")
    String otherGroup();

    @Message(id = 203, value = "This case has no reading group yet. A coordinator gives it one.")
    String noGroup();

    @Message(id = 204, value = "Another reader has this case. A coordinator can take it back.")
    String otherReader();

    @Message(id = 205, value = "You neither read this case nor dispatch its site. Ask the one who does.")
    String neitherReaderNorDispatcher();
}
