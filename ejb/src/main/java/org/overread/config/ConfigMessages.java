/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 100 to 199: what is wrong with a configuration document. No message repeats a value that may be a secret. */
@MessageBundle(projectCode = "OVR")
public interface ConfigMessages {
    ConfigMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), ConfigMessages.class);

    @Message(id = 100, value = "The configuration was not saved: it has %d error(s). Each is listed with its place.")
    String refused(int count);
}
