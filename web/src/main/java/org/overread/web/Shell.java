/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The browser workspace under the addresses that its own router knows, so that a link to a case or message can be sent on. */
@WebServlet({"/cases/*", "/messages/*", "/reconciliation/*", "/coverage/*", "/transfers/*", "/replay/*", "/audit/*"})
public class Shell extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.getRequestDispatcher("/index.html").forward(request, response);
    }
}
