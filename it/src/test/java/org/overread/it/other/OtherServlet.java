/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.other;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends what it is asked to the bean by JMS and tells whether the bean heard it. */
@WebServlet("/say")
@JMSDestinationDefinition(name = "java:app/queue/Other", interfaceName = "jakarta.jms.Queue", destinationName = "Other")
public class OtherServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Resource(lookup = "java:/ConnectionFactory")
    private transient ConnectionFactory connections;

    @Resource(lookup = "java:app/queue/Other")
    private transient Queue queue;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String word = request.getParameter("word");
        try (JMSContext jms = connections.createContext()) {
            jms.createProducer().send(queue, word);
        }
        for (int i = 0; i < 100 && !OtherBean.HEARD.containsKey(word); i++) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        response.getWriter().print(OtherBean.HEARD.getOrDefault(word, "not heard"));
    }
}
