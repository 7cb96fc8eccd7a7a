/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 1000 to 1099: reports. Shown to senders and people; never with patient data. */
@MessageBundle(projectCode = "OVR")
interface ReportMessages {
    ReportMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), ReportMessages.class);

    @Message(id = 1000, value = "The report names no case that this group has or had.")
    String noCase();

    @Message(id = 1001, value = "The report's numbers fit several cases of this group.")
    String severalCases();

    @Message(id = 1002, value = "The report's patient is another than its case's.")
    String otherPatient();

    @Message(id = 1003, value = "The report's numbers are those of different cases.")
    String contradiction();

    @Message(id = 1004, value = "The case is not this group's any more. The report is kept and changes nothing.")
    String late();

    @Message(id = 1005, value = "A later report on the case is there. This one is kept and changes nothing.")
    String overtaken();

    @Message(
            id = 1006,
            value = "The report is kept. The case's images are on their way again; it moves when they are there.")
    String notYet();

    @Message(id = 1007, value = "There is no such report that you may see.")
    String notFound();
}
