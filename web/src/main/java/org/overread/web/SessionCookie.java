/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.overread.shared.Settings;

/**
 * The session's cookie goes over TLS alone where the setting {@code overread.session.secure} says so. No script and no other
 * site gets it in any case ({@code web.xml}). Not the default, since the quick start is plain HTTP on loopback.
 */
@WebListener
public class SessionCookie implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (Settings.flag("overread.session.secure", false)) {
            event.getServletContext().getSessionCookieConfig().setSecure(true);
        }
    }
}
