/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 500 to 599: orders. */
@MessageBundle(projectCode = "OVR")
interface OrderMessages {
    OrderMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), OrderMessages.class);

    @Message(id = 500, value = "The order is not known yet. The message is kept and applied when the order comes.")
    String unknownOrder();

    @Message(id = 501, value = "A newer message about this order was applied before. This one changed nothing.")
    String olderMessage();

    @Message(id = 502, value = "The order was cancelled or discontinued before. Only a new order (NW) revives it.")
    String endedOrder();

    @Message(id = 503, value = "The order is further on than this status. It stays as it is.")
    String furtherOn();

    @Message(id = 504, value = "This order number belongs to an order of another patient. Nothing was changed.")
    String otherPatient();

    @Message(
            id = 505,
            value = "These numbers fit several orders. Add the filler's number or the requested procedure's.")
    String severalOrders();

    @Message(id = 506, value = "The order was cancelled or discontinued before it came, and arrives so.")
    String endedBeforePlaced();

    @Message(id = 507, value = "The patient was merged into another, who has the order now.")
    String mergedPatient();
}
