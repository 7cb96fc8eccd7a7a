/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.overread.archive.ConfiguredPeers;
import org.overread.archive.DatasetStream;
import org.overread.archive.DicomWebRelay;
import org.overread.reading.CaseStudy;
import org.overread.shared.DicomUid;
import org.overread.shared.SharedMessages;
import org.overread.study.ArchiveException;
import org.overread.study.NotInArchive;
import org.overread.web.DicomWebRoute.Kind;

/** Asks the archive for what a caller may have, and says what of its answer goes out. */
@ApplicationScoped
class DicomWebAnswers {
    private static final String RENDERED_THUMBNAIL = "viewport=128,128";

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ConfiguredPeers peers;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ImageStreams streams;

    /** A question that is ready to be asked. */
    interface Asked {
        /** Asks it; the answer, or the problem, goes into the stream. Returns at once. */
        void into(ImageStream stream);
    }

    /** What the archives say of these studies, in their order; of one that its archive does not name, what we keep. */
    Asked list(List<CaseStudy> studies, DicomWebQuery query, String base) {
        String fields = query.includeFields();
        Map<String, List<String>> uids = new LinkedHashMap<>();
        studies.forEach(study ->
                uids.computeIfAbsent(study.archive(), name -> new ArrayList<>()).add(study.studyUid()));
        Map<String, DicomWebRelay> relays = new LinkedHashMap<>();
        uids.keySet().forEach(archive -> relays.put(archive, peers.relay(archive)));
        return stream -> {
            Map<String, CompletableFuture<List<ObjectNode>>> asked = new LinkedHashMap<>();
            relays.forEach((archive, relay) ->
                    asked.put(archive, relay.studies(uids.getOrDefault(archive, List.of()), fields)));
            CompletableFuture<Void> all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new));
            stream.awaits(all);
            all.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    stream.fail(problem(failure));
                    return;
                }
                Map<String, ObjectNode> rows = new LinkedHashMap<>();
                asked.forEach((archive, answer) ->
                        answer.join().forEach(row -> rows.put(archive + ' ' + DicomStudyRow.uid(row), row)));
                ArrayNode items = JsonNodeFactory.instance.arrayNode();
                studies.forEach(study -> items.add(DicomStudyRow.of(
                        study, rows.get(study.archive() + ' ' + study.studyUid()), base + "/studies/")));
                stream.whole(
                        DicomWebTypes.DICOM_JSON, items.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            });
        };
    }

    /** What the archive answers for one study. */
    Asked one(CaseStudy study, DicomWebRoute route, DicomWebQuery query, String accept, String base) {
        DicomWebRelay relay = peers.relay(study.archive());
        String parameters = query.forArchive(route);
        return stream -> {
            CompletableFuture<?> asked = proven(relay, study, route)
                    .thenCompose(ours -> ours
                            ? relay.get(
                                    route.path(),
                                    parameters,
                                    accept,
                                    head -> take(head, stream, relay, study, route, base, accept))
                            : CompletableFuture.failedFuture(new NotInArchive(SharedMessages.MESSAGES.notFound())));
            stream.awaits(asked);
            asked.whenComplete((answer, failure) -> {
                if (failure != null) {
                    stream.fail(problem(failure));
                }
            });
        };
    }

    private CompletableFuture<Boolean> proven(DicomWebRelay relay, CaseStudy study, DicomWebRoute route) {
        DicomUid series = route.series();
        DicomUid instance = route.instance();
        if (series == null) {
            return CompletableFuture.completedFuture(true);
        }
        String name = name(study, series.value(), instance == null ? "" : instance.value());
        if (streams.isKnown(name)) {
            return CompletableFuture.completedFuture(true);
        }
        return relay.holds(new DicomUid(study.studyUid()), series, instance).thenApply(held -> {
            if (held) {
                streams.learn(name);
            }
            return held;
        });
    }

    private static String name(CaseStudy study, String series, String instance) {
        return study.archive() + '/' + study.studyUid() + '/' + series + '/' + instance;
    }

    private BodySubscriber<Boolean> take(
            ResponseInfo head,
            ImageStream stream,
            DicomWebRelay relay,
            CaseStudy study,
            DicomWebRoute route,
            String base,
            String accept) {
        int status = head.statusCode();
        Kind kind = route.kind();
        if (status == 204 && route.isSearch()) {
            stream.whole(DicomWebTypes.DICOM_JSON, new byte[] {'[', ']'});
            return new Unread();
        }
        if (kind == Kind.THUMBNAIL && (status == 400 || status == 404 || status == 406 || status >= 500)) {
            render(stream, relay, study, route, base, accept);
            return new Unread();
        }
        if (status != 200 && status != 206) {
            stream.fail(problem(status));
            return new Unread();
        }
        Optional<String> type = DicomWebTypes.sent(
                kind, head.headers().firstValue("Content-Type").orElse(""));
        boolean encoded = head.headers()
                .firstValue("Content-Encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent();
        if (type.isEmpty() || encoded) {
            stream.fail(ProblemBody.of(502, WebMessages.MESSAGES.archiveAmiss()));
            return new Unread();
        }
        if (route.isDatasets()) {
            Function<String, Optional<String>> links = url -> relay.below(url).flatMap(path -> ours(path, study, base));
            stream.begin(
                    DicomWebTypes.DICOM_JSON, -1, new DatasetStream(study.studyUid(), links, (series, instance) -> {
                        streams.learn(name(study, series, ""));
                        if (!instance.isEmpty()) {
                            streams.learn(name(study, series, instance));
                        }
                    }));
        } else {
            stream.begin(
                    type.get(),
                    head.headers().firstValueAsLong("Content-Length").orElse(-1),
                    null);
        }
        return stream;
    }

    /** The address of ours for one of the archive's below its root: only for what we would answer, of that study. */
    static Optional<String> ours(String path, CaseStudy study, String base) {
        boolean within =
                path.equals("/studies/" + study.studyUid()) || path.startsWith("/studies/" + study.studyUid() + "/");
        return within && DicomWebRoute.of(path).isPresent() ? Optional.of(base + path) : Optional.empty();
    }

    /** A thumbnail for an archive that makes none: one image of it, rendered small. */
    private void render(
            ImageStream stream, DicomWebRelay relay, CaseStudy study, DicomWebRoute route, String base, String accept) {
        CompletableFuture<?> asked = relay.first(new DicomUid(study.studyUid()), route.series(), route.instance())
                .thenCompose(path -> path.isEmpty()
                        ? CompletableFuture.failedFuture(new NotInArchive(SharedMessages.MESSAGES.notFound()))
                        : relay.get(
                                path.get() + route.rest().replace("/thumbnail", "/rendered"),
                                RENDERED_THUMBNAIL,
                                accept,
                                head -> take(head, stream, relay, study, route.asRendered(), base, accept)));
        stream.awaits(asked);
        asked.whenComplete((answer, failure) -> {
            if (failure != null) {
                stream.fail(problem(failure));
            }
        });
    }

    private static ProblemBody problem(int status) {
        return switch (status) {
            case 404, 410 -> Problems.ofStatus(404);
            case 400 -> Problems.ofStatus(400);
            case 406 -> Problems.ofStatus(406);
            case 408, 429, 503, 504 -> ProblemBody.of(503, WebMessages.MESSAGES.archiveAway());
            default -> ProblemBody.of(502, WebMessages.MESSAGES.archiveAmiss());
        };
    }

    private static ProblemBody problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NotInArchive) {
            return Problems.ofStatus(404);
        }
        if (cause instanceof ArchiveException || cause instanceof java.io.IOException) {
            return ProblemBody.of(503, WebMessages.MESSAGES.archiveAway());
        }
        return cause instanceof CancellationException
                ? ProblemBody.of(503, WebMessages.MESSAGES.archiveAway())
                : Problems.describe(cause);
    }

    /** A body that nobody wants: not even read. */
    private static final class Unread implements BodySubscriber<Boolean> {
        @Override
        public CompletableFuture<Boolean> getBody() {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<java.nio.ByteBuffer> item) {
            // cancelled before
        }

        @Override
        public void onError(Throwable throwable) {
            // it was given up
        }

        @Override
        public void onComplete() {
            // it was empty
        }
    }
}
