/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.overread.access.LoginRefused;

/** What the container answers itself, such as 401 before the log-in, in the form of every other problem. */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient Event<LoginRefused> refused;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (failure instanceof Throwable thrown) {
            Problems.describe(thrown).send(response);
        } else {
            if (status instanceof Integer code && code == HttpServletResponse.SC_UNAUTHORIZED) {
                Credentials.refused(request).ifPresent(refused::fire);
            }
            Problems.ofStatus(status instanceof Integer code ? code : 404).send(response);
        }
    }
}
