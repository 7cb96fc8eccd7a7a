/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 1900 to 1939: what the HTTP interface itself has to say. No message echoes what was sent. */
@MessageBundle(projectCode = "OVR")
public interface WebMessages {
    WebMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), WebMessages.class);

    @Message(id = 1900, value = "The key of this notice is missing or wrong. Send it as X-Overread-Key or as key=.")
    String wrongKey();

    @Message(id = 1901, value = "Your roles do not allow this. Ask an administrator for access.")
    String forbidden();

    @Message(id = 1902, value = "This address does not answer that method.")
    String methodNotAllowed();

    @Message(
            id = 1903,
            value = "This content type is not understood here. See /overread/api/openapi for those that are.")
    String unsupportedMediaType();

    @Message(id = 1904, value = "None of the content types asked for can be sent.")
    String notAcceptable();

    @Message(id = 1905, value = "The request cannot be read. Compare it with /overread/api/openapi.")
    String unreadable();

    @Message(id = 1906, value = "The request is too large.")
    String tooLarge();

    @Message(
            id = 1907,
            value = "A change must come from our own page, or with the header X-Requested-With or a JSON content type.")
    String foreignOrigin();

    @Message(id = 1908, value = "Send If-Match with the version that you read, so that nobody's change gets lost.")
    String ifMatchMissing();

    @Message(id = 1909, value = "If-Match is no version. Send the ETag of what you read, such as \"7\".")
    String ifMatchMalformed();

    @Message(id = 1910, value = "The value of the parameter %s cannot be used. See /overread/api/openapi.")
    String invalidParameter(String name);

    @Message(id = 1911, value = "Log in first.")
    String unauthenticated();

    @Message(id = 1912, value = "Too many pages follow the events of this server. Try again in a moment.")
    String tooManyFollowers();

    @Message(id = 1913, value = "Last-Event-ID is none of ours. Follow from now on without it.")
    String unknownEventId();

    @Message(id = 1914, value = "The notice could not be stored just now. Send it again.")
    String noticeNotStored();

    @Message(id = 1919, value = "You have too many images under way. Wait for some of them, then ask again.")
    String tooManyImages();

    @Message(id = 1920, value = "Too many images are under way on this server. Try again in a moment.")
    String serverFull();

    @Message(id = 1921, value = "The archive gives no images just now. Try again in a moment.")
    String archiveAway();

    @Message(id = 1922, value = "The archive answered what cannot be passed on. Tell the administrator.")
    String archiveAmiss();

    @Message(
            id = 1923,
            value = "A search among all series or instances has to name a study. Add StudyInstanceUID to the address.")
    String studyMissing();

    @Message(id = 1925, value = "Log in again to do this: your log-in is older than this act allows.")
    String logInAgain();
}
