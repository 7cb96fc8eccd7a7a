/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared.internal;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages from 1804: why this node is not ready. */
@MessageBundle(projectCode = "OVR")
interface StartMessages {
    StartMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), StartMessages.class);

    @Message(
            id = 1804,
            value = "The database cannot be reached. It is tried again by itself; check that it runs and that the data"
                    + " source OverreadDS points at it.")
    String databaseAway();

    @Message(
            id = 1805,
            value = "The database was migrated by a newer release (version %s) than this one knows (version %s). Deploy"
                    + " that release again, or restore the database from before the upgrade.")
    String newerSchema(String found, String known);

    @Message(
            id = 1806,
            value = "The schema is not as the migrations left it: %s. Undo the change, then it starts by itself.")
    String alteredSchema(String difference);

    @Message(id = 1807, value = "The schema could not be migrated: %s. Mend the cause, then it starts by itself.")
    String migrationFailed(String cause);

    @Message(id = 1808, value = "The application is starting. Try again in a moment.")
    String starting();
}
