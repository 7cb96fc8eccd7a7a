/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Objects;

/** The description of this API, which is written first and built against. */
@Path("/openapi")
@ApplicationScoped
@PermitAll
public class DescriptionResource {
    static final String YAML = "application/yaml";

    @GET
    @Produces(YAML)
    public Response read() {
        return Response.ok(
                        Objects.requireNonNull(DescriptionResource.class.getResourceAsStream("/openapi.yaml")),
                        YAML + ";charset=UTF-8")
                .build();
    }
}
