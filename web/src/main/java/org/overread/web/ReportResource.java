/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.overread.access.Role;
import org.overread.report.Report;
import org.overread.report.ReportService;
import org.overread.shared.OverreadException;
import org.overread.shared.SharedMessages;

/** Reports on cases. */
@Path("/reports")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.COORDINATOR_NAME, Role.RADIOLOGIST_NAME})
public class ReportResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ReportService reports;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    @Path("/{id}")
    public ReportAnswer one(@PathParam("id") long id) {
        return ReportAnswer.whole(reports.open(caller.scope(), id));
    }

    /** The PDF as it was received. */
    @GET
    @Path("/{id}/pdf")
    @Produces("application/pdf")
    public byte[] pdf(@PathParam("id") long id) {
        Report report = reports.open(caller.scope(), id);
        byte[] pdf = report.pdf();
        if (pdf == null) {
            throw OverreadException.notFound(SharedMessages.MESSAGES.notFound());
        }
        return pdf;
    }
}
