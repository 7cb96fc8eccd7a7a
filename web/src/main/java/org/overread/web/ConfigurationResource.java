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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.config.ConfigMessages;
import org.overread.config.ConfigurationSchema;
import org.overread.config.ConfigurationStore;
import org.overread.config.ConfigurationStore.Document;
import org.overread.config.ConfigurationStore.Version;
import org.overread.config.ConfigurationText;
import org.overread.config.ConfigurationText.Change;
import org.overread.config.Finding;
import org.overread.hl7.SampleReading;
import org.overread.shared.OverreadException;

/** The one configuration document, as text: JSON is read as the YAML that it also is. */
@Path("/configuration")
@RequestScoped
@RolesAllowed({Role.ADMIN_NAME, Role.COORDINATOR_NAME, Role.INTEGRATOR_NAME, Role.AUDITOR_NAME})
public class ConfigurationResource {
    private static final String YAML = "application/yaml";
    /** Only for who asks for it: a document is YAML to everybody else. */
    private static final String JSON_IF_ASKED = "application/json;qs=0.5";

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

    /** The same document as JSON; to be sent back it needs the same version. */
    @GET
    @Produces(JSON_IF_ASKED)
    public Response readAsJson() {
        Policy.mayReadConfiguration(caller.scope()).orThrow();
        Document document = store.document();
        return Response.ok(ConfigurationText.json(document.text()), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, IfMatch.etag(document.version()))
                .build();
    }

    /** For editors: the keys that this release knows. */
    @GET
    @Path("/schema")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> schema() {
        Policy.mayReadConfiguration(caller.scope()).orThrow();
        return ConfigurationSchema.document();
    }

    @PUT
    @Consumes({YAML, MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_NAME)
    public Response replace(
            String text,
            @QueryParam("note") @Nullable String note,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Policy.mayConfigure(caller.scope()).orThrow();
        return answer(store.put(text, IfMatch.number(ifMatch), caller.scope().user(), Search.orEmpty(note)));
    }

    private static Response answer(int version) {
        return Response.ok(new Saved(version))
                .header(HttpHeaders.ETAG, IfMatch.etag(version))
                .build();
    }

    /** Who saved what and when, newest first. */
    @GET
    @Path("/versions")
    @Produces(MediaType.APPLICATION_JSON)
    public Listing<Version> versions(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        Policy.mayReadConfiguration(caller.scope()).orThrow();
        int size = Listing.limit(limit);
        Long before = Listing.before(cursor);
        List<Version> found = store.versions(
                before == null ? null : (int) Math.max(0, Math.min(before, Integer.MAX_VALUE)), size + 1);
        return Listing.of(found, size, version -> Integer.toString(version.version()), Function.identity());
    }

    /** The text of one version. Its number is no ETag to send back: only the version in force can be changed. */
    @GET
    @Path("/versions/{version}")
    @Produces(YAML)
    public Response version(@PathParam("version") int version) {
        Policy.mayReadConfiguration(caller.scope()).orThrow();
        return Response.ok(saved(version).text(), YAML + ";charset=UTF-8").build();
    }

    /** What is different in a later version, or an earlier one. */
    @GET
    @Path("/versions/{version}/diff/{other}")
    @Produces(MediaType.APPLICATION_JSON)
    public Differences differences(@PathParam("version") int version, @PathParam("other") int other) {
        Policy.mayReadConfiguration(caller.scope()).orThrow();
        List<Change> changes =
                ConfigurationText.changes(saved(version).text(), saved(other).text());
        boolean more = changes.size() > ConfigurationText.MOST;
        return new Differences(more ? changes.subList(0, ConfigurationText.MOST) : changes, more);
    }

    private Document saved(int version) {
        return store.document(version)
                .orElseThrow(() -> OverreadException.notFound(ConfigMessages.MESSAGES.noVersion(version)));
    }

    /** Saves a former text again, as the next version. */
    @POST
    @Path("/versions/{version}/restore")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_NAME)
    public Response restore(
            @PathParam("version") int version,
            @QueryParam("note") @Nullable String note,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Policy.mayConfigure(caller.scope()).orThrow();
        return answer(
                store.restore(version, IfMatch.number(ifMatch), caller.scope().user(), Search.orEmpty(note)));
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

    /** @param more whether there are more than are listed */
    record Differences(List<Change> changes, boolean more) {}

    record Findings(List<Finding> findings) {}
}
