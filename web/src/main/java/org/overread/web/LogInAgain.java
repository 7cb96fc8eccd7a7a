/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Sends a person to the identity provider to give the password once more, and back: ends the session here, and asks for a
 * page with {@code max_age}, which the server's OpenID Connect client passes on while nobody is logged in.
 */
@WebServlet("/again")
public class LogInAgain extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern PAGE = Pattern.compile("(?:/[A-Za-z0-9_-]{1,64}){0,5}/?");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        response.sendRedirect(request.getContextPath() + back(request.getParameter("to")) + "?max_age=1");
    }

    /** A page of ours: never another host, whatever the address asks for. */
    static String back(@org.jspecify.annotations.Nullable String to) {
        return to != null && !to.isEmpty() && PAGE.matcher(to).matches() ? to : "/";
    }
}
