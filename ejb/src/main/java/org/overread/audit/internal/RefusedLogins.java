/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overread.access.LoginRefused;
import org.overread.audit.AuditLog;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditRecord;
import org.overread.audit.AuditTrail;
import org.overread.shared.Failures;

/** Tells the trail of log-ins that the server refused, each in a transaction of its own and in bounded number. */
@Singleton
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@SuppressWarnings("NullAway.Init") // injected
public class RefusedLogins {
    /** What a name looks like; anything else, such as a password in the wrong field, is not kept. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private static final String UNKNOWN = "unknown";

    private final RefusalWindow window = new RefusalWindow();

    @Inject
    private AuditTrail trail;

    @Inject
    private AuditMessages messages;

    public void refused(@Observes LoginRefused event) {
        LoginRefused refusal = new LoginRefused(name(event.user()), event.address());
        if (window.tells(refusal)
                && !written(messages.login(false, String.valueOf(refusal.user()), refusal.address()))) {
            window.carry(1);
        }
    }

    /** Tells how many of the last minute were not told one by one. */
    @Schedule(hour = "*", minute = "*", persistent = false)
    @PreDestroy
    void count() {
        int more = window.end();
        if (more > 0 && !written(messages.refusedLogins(more))) {
            window.carry(more);
        }
    }

    private boolean written(AuditRecord message) {
        try {
            trail.recordAlone(message);
            return true;
        } catch (EJBException e) {
            // the answer is 401 whether the database takes it or not
            AuditLog.LOG.notWritten(Failures.describe(e));
            return false;
        }
    }

    private static String name(@Nullable String claimed) {
        return claimed != null && NAME.matcher(claimed).matches() ? claimed : UNKNOWN;
    }
}
