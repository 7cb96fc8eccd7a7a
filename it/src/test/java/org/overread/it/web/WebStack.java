/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Places;
import org.overread.kit.Ports;
import org.overread.kit.Stack;
import org.overread.kit.WildFly;

/** The stack that the tests of the HTTP interface look at: one hospital whose RIS sends orders. */
final class WebStack {
    /** The hospital, its RIS, and its archive at the address that is put in; images take ten minutes to be complete. */
    static final String HOSPITAL = """
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
                quietPeriod: PT10M
            """;

    private static final String CONFIGURATION = HOSPITAL + """
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

    private static WildFly second;

    private WebStack() {}

    /** The shared stack with the configuration of these tests, whatever other tests have left there. */
    static synchronized Stack shared() {
        Stack stack = Stack.shared();
        String wanted = CONFIGURATION.formatted(stack.hospital().dicomWeb());
        if (!stack.as("admin").get("/overread/api/configuration").text().equals(wanted)) {
            stack.configure(wanted);
        }
        return stack;
    }

    /** Another node over the same database, started at the first call and stopped when the JVM ends. */
    static synchronized WildFly secondNode() {
        if (second == null) {
            Stack stack = shared();
            WildFly node = WildFly.in(
                            Places.scratch().resolve("second-node"),
                            Ports.freeFrom(stack.ports().offset() + 40))
                    .environment("OVERREAD_DB_URL", stack.database().url())
                    .environment("OVERREAD_DB_USER", stack.database().user())
                    .environment("OVERREAD_DB_PASSWORD", stack.database().password())
                    .environment("OVERREAD_AUDIT_KEY", "audit-test")
                    .environment("OVERREAD_SECRET_AUDIT_TEST", Stack.TEST_AUDIT_KEY)
                    .driver(WildFly.ownDriver());
            Stack.TEST_USERS.forEach((name, roles) -> node.user(name, name, roles));
            node.offline(Places.root().resolve("standalone-config/install.cli"));
            node.deploy(Places.ear());
            Runtime.getRuntime().addShutdownHook(new Thread(node::stop, "stop the second node"));
            node.start().awaitDeployed("overread.ear").awaitReady();
            second = node;
        }
        return second;
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
