/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.RecordsShown;
import org.overread.access.Scope;
import org.overread.reading.CaseImages;
import org.overread.reading.CaseStudy;
import org.overread.shared.DicomUid;
import org.overread.shared.OverreadException;
import org.overread.shared.SharedMessages;

/**
 * The DICOMweb gateway: QIDO-RS and WADO-RS (PS3.18 chapters 10.4 and 10.6) of the studies of the caller's cases, and of
 * nothing else. Who may see which study is asked here, in SQL; the archive is asked for that study only.
 */
@WebServlet(urlPatterns = "/dicomweb/*", asyncSupported = true)
public class DicomWebServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUERY = 2000;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient CaseImages images;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient ImageStreams streams;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient DicomWebAnswers answers;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient Caller caller;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient RecentLooks recent;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient Event<RecordsShown> shown;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("GET")) {
            doGet(request, response);
        } else {
            response.setHeader("Allow", "GET");
            Problems.ofStatus(405).send(response);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Scope scope = caller.scope();
        try {
            Policy.maySeeImages(scope).orThrow();
            DicomWebRoute route = DicomWebRoute.of(request.getPathInfo())
                    .orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
            DicomWebQuery query = new DicomWebQuery(request.getParameterMap());
            Optional<String> accept = DicomWebTypes.accept(route.kind(), request.getHeader("Accept"));
            if (accept.isEmpty()) {
                Problems.ofStatus(406).send(response);
                return;
            }
            if (route.kind() != DicomWebRoute.Kind.STUDIES && route.study() == null) {
                route = route.within(named(query), query.series());
            }
            answer(scope, route, query, accept.get(), request, response);
        } catch (OverreadException e) {
            ProblemBody.of(e.kind().status(), e.problem()).send(response);
        } catch (RuntimeException e) {
            Problems.describe(e).send(response);
        }
    }

    private static DicomUid named(DicomWebQuery query) {
        DicomUid study = query.study();
        if (study == null) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.studyMissing());
        }
        return study;
    }

    private void answer(
            Scope scope,
            DicomWebRoute route,
            DicomWebQuery query,
            String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String base = base(request);
        UserLimits.Verdict verdict = streams.begin(scope.user());
        if (verdict != UserLimits.Verdict.GRANTED) {
            refuse(verdict, response);
            return;
        }
        ImageStream stream;
        DicomWebAnswers.Asked asked;
        try {
            DicomUid uid = route.study();
            if (uid == null) {
                query.unsupported().stream()
                        .findFirst()
                        .ifPresent(key -> response.setHeader(
                                "Warning", "299 overread \"Some keys are not supported and were ignored.\""));
                asked = answers.list(images.list(scope, query.studies()), query, base);
                told(scope, request);
            } else {
                CaseStudy study = images.open(scope, uid, session(request));
                asked = answers.one(study, route, query, accept, base);
            }
            stream = streams.open(request.startAsync(), scope.user());
        } catch (RuntimeException | IOException e) {
            streams.end(scope.user());
            throw e;
        }
        asked.into(stream);
    }

    /** A search is told with its query; one that a page asks for again and again once in five minutes. */
    private void told(Scope scope, HttpServletRequest request) {
        String query = String.valueOf(request.getQueryString());
        RecordsShown look = new RecordsShown(
                scope.user(), "images", query.substring(0, Math.min(query.length(), LONGEST_QUERY)), "");
        if (recent.isNew(look)) {
            shown.fire(look);
        }
    }

    private static void refuse(UserLimits.Verdict verdict, HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        (verdict == UserLimits.Verdict.USER_FULL
                        ? ProblemBody.of(429, WebMessages.MESSAGES.tooManyImages())
                        : ProblemBody.of(503, WebMessages.MESSAGES.serverFull()))
                .send(response);
    }

    /** Our own address as the caller knows it, for the URLs in answers. */
    private static String base(HttpServletRequest request) {
        String host = request.getServerName();
        if (!HOST.matcher(host).matches()) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter("Host"));
        }
        int port = request.getServerPort();
        boolean usual = port == ("https".equals(request.getScheme()) ? 443 : 80);
        return request.getScheme() + "://" + host + (usual ? "" : ":" + port) + request.getContextPath()
                + request.getServletPath();
    }

    /** A digest of the session's id: what is kept must not let anybody in. */
    private static @Nullable String session(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return null;
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(session.getId().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }
}
