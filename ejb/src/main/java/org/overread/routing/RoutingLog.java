/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages 700 to 799: what an operator reads in the log about rules. */
@MessageLogger(projectCode = "OVR")
interface RoutingLog extends BasicLogger {
    RoutingLog LOG = Logger.getMessageLogger(
            java.lang.invoke.MethodHandles.lookup(), RoutingLog.class, RoutingLog.class.getPackageName());

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 700, value = "Rules can be evaluated: CEL compiled and ran in %d ms")
    void celWorks(long milliseconds);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 701,
            value =
                    "Rules cannot be evaluated on this server; every case goes to local triage until they can. Reason: %s")
    void celBroken(String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 702, value = "Rule %s of configuration %d was passed over for a case: %s")
    void rulePassedOver(String rule, int version, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 703,
            value = "In the next 36 hours nobody will be there in %d stretch(es) of time. The first is for site %s,"
                    + " modality %s, from %s until %s")
    void nobodyThere(int stretches, String site, String modality, Instant from, Instant until);
}
