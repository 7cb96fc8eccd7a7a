/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Stack;

/** The stack that the tests of the HTTP interface look at: one hospital whose RIS sends orders. */
final class WebStack {
    private static final String CONFIGURATION = """
            sites:
              - name: mercy
                authority: MERCY
                accessionIssuer: MERCY
            senders:
              - name: ris
                site: mercy
                match:
                  sendingApplication: RIS
                  sendingFacility: MERCY
            archives:
              - name: hospital
                kind: dicomweb
                site: mercy
                url: %s
            groups:
              - name: local
                tier: local
              - name: elsewhere
                tier: global
            rules:
              - name: everything is read here
                when: "true"
                then:
                  group: local
            """;

    private static boolean configured;

    private WebStack() {}

    static synchronized Stack shared() {
        Stack stack = Stack.shared();
        if (!configured) {
            stack.configure(CONFIGURATION.formatted(stack.hospital().dicomWeb()));
            configured = true;
        }
        return stack;
    }

    /** Sends an order to a node, whose MLLP opens shortly after it is ready, and insists on a positive answer. */
    static void place(int mllpPort, Order order) {
        String message = Hl7Orders.from("RIS", "MERCY").ormO01(order);
        org.overread.kit.Waiting.until("MLLP of the node", java.time.Duration.ofSeconds(30), () -> {
            try (MllpClient ris = MllpClient.to(mllpPort)) {
                MllpClient.Ack ack = ris.send(message);
                if (!ack.code().equals("AA")) {
                    throw new IllegalStateException(ack.text());
                }
                return true;
            } catch (java.net.ConnectException e) {
                return false;
            }
        });
    }

    /** The case of an order, as soon as there is one. */
    static long caseOf(Stack stack, Order order) {
        long[] found = {0};
        org.overread.kit.Waiting.until("case of the order", java.time.Duration.ofSeconds(30), () -> {
            var items = stack.as("coordinator")
                    .post("/overread/api/cases/search", "{\"accession\":\"" + order.accession() + "\"}")
                    .ok()
                    .json()
                    .get("items");
            found[0] = items.isEmpty() ? 0 : items.get(0).get("id").asLong();
            return found[0] > 0;
        });
        return found[0];
    }
}
