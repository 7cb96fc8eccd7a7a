/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.shared.OverreadException;
import org.overread.shared.SharedMessages;
import org.overread.study.Intake;
import org.overread.study.MatchKey;
import org.overread.study.Studies;
import org.overread.study.Study;
import org.overread.study.StudyQuery;
import org.overread.study.StudyService;
import org.overread.study.StudyState;

/** Studies as they were last seen in their archives. */
@Path("/studies")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({
    Role.COORDINATOR_NAME,
    Role.RADIOLOGIST_NAME,
    Role.TECHNOLOGIST_NAME,
    Role.INTEGRATOR_NAME,
    Role.ADMIN_NAME
})
public class StudyResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Studies studies;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private StudyService service;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    @Shows("studies")
    public Listing<StudyAnswer> list(
            @QueryParam("site") @Nullable String site,
            @QueryParam("archive") @Nullable String archive,
            @QueryParam("state") @Nullable String state,
            @QueryParam("inDoubt") boolean inDoubt,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        StudyState wanted = Words.oneOrNull(StudyState.class, "state", state);
        return page(
                limit,
                size -> new StudyQuery(
                        Search.orNull(site),
                        Search.orNull(archive),
                        wanted,
                        null,
                        null,
                        null,
                        null,
                        null,
                        inDoubt,
                        Listing.before(cursor),
                        size));
    }

    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Shows("studies")
    public Listing<StudyAnswer> search(String body) {
        Search search = Search.of(body);
        return page(
                search.limit(),
                size -> new StudyQuery(
                        null,
                        null,
                        null,
                        null,
                        Search.orNull(search.studyUid()),
                        Search.orNull(search.accession()),
                        Search.orNull(search.patientId()),
                        Search.orNull(search.authority()),
                        false,
                        Listing.before(search.cursor()),
                        size));
    }

    @GET
    @Path("/{id}")
    @Shows("studies")
    public StudyAnswer one(@PathParam("id") long id) {
        Policy.mayReadCases(caller.scope()).orThrow();
        return studies.load(caller.scope(), id)
                .map(StudyAnswer::of)
                .orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
    }

    /** The word of a technologist, or of a coordinator, that all images are there. */
    @POST
    @Path("/{studyUid}/complete")
    @RolesAllowed({Role.TECHNOLOGIST_NAME, Role.COORDINATOR_NAME})
    public Listing<StudyAnswer> complete(
            @PathParam("studyUid") String studyUid, @QueryParam("archive") @Nullable String archive) {
        return Listing.whole(service.complete(caller.scope(), studyUid, Search.orNull(archive)).stream()
                .map(StudyAnswer::of)
                .toList());
    }

    private Listing<StudyAnswer> page(@Nullable Integer limit, IntFunction<StudyQuery> query) {
        Policy.mayReadCases(caller.scope()).orThrow();
        return Listing.byId(limit, size -> studies.list(caller.scope(), query.apply(size)), Study::id, StudyAnswer::of);
    }

    /** A study as the API shows it: schema {@code Study}. */
    record StudyAnswer(
            long id,
            String archive,
            String studyUid,
            String site,
            StudyState state,
            Intake intake,
            int instances,
            Instant countSince,
            Instant countedAt,
            @Nullable Instant completedAt,
            String patientId,
            String patientAuthority,
            String patientName,
            String accession,
            String accessionIssuer,
            List<String> modalities,
            String description,
            @Nullable LocalDate studyDate,
            @Nullable Long orderId,
            @Nullable MatchKey matchedBy,
            @Nullable String conflict,
            Instant firstSeenAt,
            int version) {
        static StudyAnswer of(Study study) {
            return new StudyAnswer(
                    study.id(),
                    study.archive(),
                    study.studyUid(),
                    study.site(),
                    study.state(),
                    study.intake(),
                    study.instances(),
                    study.countSince(),
                    study.countedAt(),
                    study.completedAt(),
                    study.patientId(),
                    study.patientAuthority(),
                    study.patientName(),
                    study.accession(),
                    study.accessionIssuer(),
                    study.modalities(),
                    study.description(),
                    study.studyDate(),
                    study.orderId(),
                    study.matchedBy(),
                    study.conflict(),
                    study.firstSeenAt(),
                    study.version());
        }

        @Override
        public String toString() {
            return "StudyAnswer[" + id + "]";
        }
    }
}
