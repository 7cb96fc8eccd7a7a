/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.DutyRoster;
import org.overread.routing.CoverageCount;
import org.overread.routing.CoverageNotices;

/** Whether somebody is there for each kind of case and hour of the next seven days. */
@Path("/coverage")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.COORDINATOR_NAME, Role.ADMIN_NAME})
public class CoverageResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ConfigurationStore store;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private DutyRoster roster;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CoverageNotices notices;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    /** Of the sites that the caller may see; a site that is not among them has no lines. */
    @GET
    public CoverageAnswer coverage(@QueryParam("site") @Nullable String site) {
        Scope scope = caller.scope();
        Policy.maySeeCoverage(scope).orThrow();
        String only = Search.orNull(site);
        Configuration configuration = store.current();
        Instant now = clock.instant();
        return CoverageAnswer.of(
                configuration.version(),
                notices.current(scope).stream()
                        .filter(one -> only == null || only.equals(one.site()))
                        .toList(),
                CoverageCount.of(
                        configuration,
                        roster.current(configuration, now),
                        now,
                        name -> scope.seesSite(name) && (only == null || only.equals(name))));
    }
}
