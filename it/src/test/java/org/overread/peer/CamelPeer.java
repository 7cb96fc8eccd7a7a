/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.peer;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Apache Camel's MLLP consumer with one committed insert in its route; its own acknowledgement follows the route. */
public final class CamelPeer {
    private CamelPeer() {}

    /** @param arguments port, JDBC URL, user, password */
    public static void main(String[] arguments) throws Exception {
        OneInsert rows = new OneInsert(arguments[1], arguments[2], arguments[3]);
        DefaultCamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("mllp:127.0.0.1:" + arguments[0] + "?autoAck=true&maxConcurrentConsumers=100&backlog=100")
                        .process(exchange -> rows.store(exchange.getIn().getBody(byte[].class)));
            }
        });
        context.start();
        System.in.read(); // until whoever started it closes the pipe
        context.stop();
    }
}
