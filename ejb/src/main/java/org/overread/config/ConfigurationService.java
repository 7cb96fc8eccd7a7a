/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import org.overread.config.ConfigurationStore.Document;
import org.overread.config.ConfigurationStore.Version;
import org.overread.shared.OverreadException;

/** The configuration as people read and change it. */
@Stateless
@RolesAllowed({"overread-admin", "overread-coordinator", "overread-integrator", "overread-auditor"})
public class ConfigurationService {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ConfigurationStore store;

    @SuppressWarnings("NullAway.Init") // injected
    @Resource
    private SessionContext session;

    /** The text in force; empty at version 0. */
    public Document document() {
        return store.document();
    }

    /** The text of one version. @throws OverreadException NOT_FOUND when there was none */
    public Document document(int version) {
        return store.document(version)
                .orElseThrow(() -> OverreadException.notFound(ConfigMessages.MESSAGES.noVersion(version)));
    }

    /** What is wrong with a text; empty = nothing. */
    public List<Finding> validate(String text) {
        return store.validate(text);
    }

    /** History, newest first. */
    public List<Version> versions(int limit) {
        return store.versions(Math.max(1, Math.min(limit, 1000)));
    }

    /**
     * Saves a text as the next version, in force on this node once committed and on others within about a second.
     *
     * @param ifMatch the version that was changed
     * @return the new version
     * @throws ConfigurationRefused with what is wrong
     * @throws OverreadException PRECONDITION_FAILED when another version is in force
     */
    @RolesAllowed("overread-admin")
    public int put(String text, int ifMatch) {
        return store.put(text, ifMatch, session.getCallerPrincipal().getName());
    }

    /** Saves a former version's text again, as the next. */
    @RolesAllowed("overread-admin")
    public int restore(int version, int ifMatch) {
        return put(document(version).text(), ifMatch);
    }
}
