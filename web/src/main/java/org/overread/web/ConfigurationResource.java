/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.config.ConfigurationStore;
import org.overread.config.ConfigurationStore.Document;
import org.overread.config.Finding;
import org.overread.hl7.SampleReading;

/** The one configuration document, as text: JSON is read as the YAML that it also is. */
@Path("/configuration")
@RequestScoped
@RolesAllowed({Role.ADMIN_NAME, Role.COORDINATOR_NAME, Role.INTEGRATOR_NAME, Role.AUDITOR_NAME})
public class ConfigurationResource {
    private static final String YAML = "application/yaml";

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ConfigurationStore store;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private SampleReading samples;

    @GET
    @Produces(YAML)
    public Response read() {
        Policy.mayReadConfiguration(caller.scope()).orThrow();
        Document document = store.document();
        return Response.ok(document.text(), YAML + ";charset=UTF-8")
                .header(HttpHeaders.ETAG, IfMatch.etag(document.version()))
                .build();
    }

    @PUT
    @Consumes({YAML, MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_NAME)
    public Response replace(String text, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Policy.mayConfigure(caller.scope()).orThrow();
        int version = store.put(text, IfMatch.number(ifMatch), caller.scope().user());
        return Response.ok(new Saved(version))
                .header(HttpHeaders.ETAG, IfMatch.etag(version))
                .build();
    }

    @POST
    @Path("/validate")
    @Consumes({YAML, MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    public Findings validate(String text) {
        Policy.mayReadConfiguration(caller.scope()).orThrow();
        return new Findings(store.validate(text));
    }

    /** What would be read from a message, and where: for trying a sender's profile before it is saved. */
    @POST
    @Path("/validate/message")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.ADMIN_NAME, Role.INTEGRATOR_NAME})
    public SampleReading.Result read(String body) {
        Policy.mayOperate(caller.scope()).orThrow();
        return samples.read(SampleBody.of(body));
    }

    record Saved(int version) {}

    record Findings(List<Finding> findings) {}
}
