/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.patient.OtherIdentity;
import org.overread.patient.Patient;
import org.overread.patient.PatientMerges;
import org.overread.patient.PatientSearch;
import org.overread.patient.Patients;
import org.overread.shared.OverreadException;
import org.overread.shared.PatientKey;
import org.overread.shared.SharedMessages;

/** Patients as their hospitals registered and merged them. Never listed whole: somebody has to be looked for. */
@Path("/patients")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({
    Role.COORDINATOR_NAME,
    Role.RADIOLOGIST_NAME,
    Role.TECHNOLOGIST_NAME,
    Role.INTEGRATOR_NAME,
    Role.ADMIN_NAME
})
public class PatientResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Patients patients;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private PatientMerges merges;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Shows("patients")
    public Listing<PatientAnswer> search(String body) {
        Search search = Search.of(body);
        Policy.mayReadCases(caller.scope()).orThrow();
        PatientSearch wanted = new PatientSearch(
                Search.orEmpty(search.patientId()), Search.orEmpty(search.authority()), Search.orEmpty(search.text()));
        if (wanted.id().isEmpty()
                && wanted.authority().isEmpty()
                && wanted.name().isEmpty()) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter("patientId"));
        }
        return Listing.whole(patients.search(caller.scope(), wanted, Listing.limit(search.limit())).stream()
                .map(PatientAnswer::of)
                .toList());
    }

    @GET
    @Path("/{id}")
    @Shows("patients")
    public PatientAnswer one(@PathParam("id") long id) {
        Policy.mayReadCases(caller.scope()).orThrow();
        return patients.load(caller.scope(), id)
                .map(patient -> PatientAnswer.of(
                        patient, patients.identities(caller.scope(), id), patients.links(caller.scope(), id)))
                .orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
    }

    /** Undoes the merge by which it went; audited. */
    @POST
    @Path("/{id}/unmerge")
    public Response unmerge(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Patient patient = merges.undo(caller.scope(), id, IfMatch.number(ifMatch));
        return Response.ok(PatientAnswer.of(patient))
                .header(HttpHeaders.ETAG, IfMatch.etag(patient.version()))
                .build();
    }

    /** A patient as the API shows it: schema {@code RegisteredPatient}. */
    record PatientAnswer(
            long id,
            PatientKey patient,
            String name,
            @Nullable LocalDate birthDate,
            String sex,
            @Nullable Long mergedInto,
            @Nullable List<Identity> identities,
            @Nullable List<Link> links,
            int version) {
        /** One other identity of PID-3. @param kind its type, table 0203 */
        record Identity(PatientKey patient, String kind) {
            @Override
            public String toString() {
                return "Identity[hidden]";
            }
        }

        /** Another patient that is called the same person (ADT^A24). */
        record Link(long id, PatientKey patient) {
            @Override
            public String toString() {
                return "Link[" + id + "]";
            }
        }

        /** In a list: without the other identities. */
        static PatientAnswer of(Patient patient) {
            return of(patient, null, null);
        }

        static PatientAnswer of(Patient patient, @Nullable List<OtherIdentity> others, @Nullable List<Patient> linked) {
            return new PatientAnswer(
                    patient.id(),
                    patient.key(),
                    patient.name(),
                    patient.birthDate(),
                    patient.sex(),
                    patient.merged() ? Long.valueOf(patient.currentId()) : null,
                    others == null
                            ? null
                            : others.stream()
                                    .map(o -> new Identity(o.key(), o.kind()))
                                    .toList(),
                    linked == null
                            ? null
                            : linked.stream()
                                    .map(p -> new Link(p.id(), p.key()))
                                    .toList(),
                    patient.version());
        }

        @Override
        public String toString() {
            return "PatientAnswer[" + id + "]";
        }
    }
}
