/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.overread.shared.DicomUid;

/**
 * An archive's QIDO-RS and WADO-RS for passing on what it answers. What is asked is put together from checked parts only, and
 * nothing of the caller's own request but what it may accept goes along. No redirect is followed.
 */
public final class DicomWebRelay {
    /** How many UIDs go into one question: a URL of some 1,600 characters. */
    private static final int UIDS = 24;

    private final PeerHttp http;
    private final String rs;
    private final Executor threads;

    DicomWebRelay(PeerHttp http, String rs, Executor threads) {
        this.http = http;
        this.rs = rs;
        this.threads = threads;
    }

    /** Its name in the configuration. */
    public String name() {
        return http.name();
    }

    /** How long no byte may come before it counts as lost. */
    public Duration idleTimeout() {
        return http.settings().idleTimeout();
    }

    /**
     * Asks, without waiting. Cancel the future to give up on an answer that has not begun.
     *
     * @param path below the DICOMweb root, with a slash in front, of checked parts
     * @param query the part after the question mark, encoded; empty for none
     */
    public <T> CompletableFuture<HttpResponse<T>> get(String path, String query, String accept, BodyHandler<T> body) {
        return http.sendAsync(uri(path, query), accept, body);
    }

    /**
     * Whether the archive holds this series, or this instance of it, in this study and no other: an archive need not
     * compare the UIDs of one path with one another. Fails with an {@link org.overread.study.ArchiveException}.
     */
    public CompletableFuture<Boolean> holds(DicomUid study, DicomUid series, @Nullable DicomUid instance) {
        String path = instance == null
                ? "/studies/" + study + "/series"
                : "/studies/" + study + "/series/" + series + "/instances";
        String query = (instance == null ? "SeriesInstanceUID=" + series : "SOPInstanceUID=" + instance)
                + "&includefield=0020000D";
        return CompletableFuture.supplyAsync(
                () -> {
                    boolean[] found = {false};
                    new Qido(http).search(uri(path, query), row -> {
                        boolean same = row.text("0020000E").equals(series.value())
                                && (row.text("0020000D").isEmpty()
                                        || row.text("0020000D").equals(study.value()))
                                && (instance == null || row.text("00080018").equals(instance.value()));
                        found[0] |= same;
                    });
                    return found[0];
                },
                threads);
    }

    /**
     * The path of an instance that stands for a study or series: the one given, or the first that the archive names. Empty
     * when it names none.
     */
    public CompletableFuture<Optional<String>> first(
            DicomUid study, @Nullable DicomUid series, @Nullable DicomUid instance) {
        String path = "/studies/" + study + (series == null ? "" : "/series/" + series);
        if (instance != null) {
            return CompletableFuture.completedFuture(Optional.of(path + "/instances/" + instance));
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    List<String> found = new ArrayList<>();
                    new Qido(http).search(uri(path + "/instances", "limit=1&includefield=0020000D"), row -> {
                        String of = row.text("0020000E");
                        String sop = row.text("00080018");
                        boolean ours = row.text("0020000D").equals(study.value())
                                && (series == null || of.equals(series.value()));
                        if (ours && DicomUid.isValid(of) && DicomUid.isValid(sop)) {
                            found.add("/studies/" + study + "/series/" + of + "/instances/" + sop);
                        }
                    });
                    return found.stream().findFirst();
                },
                threads);
    }

    /** What the archive answers of these studies and of no others; one that it does not answer is left out. */
    public CompletableFuture<List<ObjectNode>> studies(List<String> uids, String includeFields) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<ObjectNode> found = new ArrayList<>();
                    for (int at = 0; at < uids.size(); at += UIDS) {
                        List<String> some = uids.subList(at, Math.min(uids.size(), at + UIDS));
                        URI uri = uri(
                                "/studies",
                                "StudyInstanceUID=" + String.join(",", some) + includeFields + "&limit=" + some.size());
                        new Qido(http).search(uri, row -> {
                            if (some.contains(row.text("0020000D"))
                                    && row.dataset() instanceof ObjectNode dataset
                                    && found.size() < uids.size()) {
                                found.add(dataset);
                            }
                        });
                    }
                    return found;
                },
                threads);
    }

    /**
     * The path below the DICOMweb root that a URL in an answer means; empty for one that leads elsewhere. The host is not
     * compared: archives behind a proxy name themselves in several ways.
     */
    public Optional<String> below(String url) {
        try {
            URI uri = URI.create(url);
            String path = uri.getRawPath();
            String root = URI.create(rs).getRawPath();
            return path != null && path.startsWith(root + "/")
                    ? Optional.of(path.substring(root.length()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private URI uri(String path, String query) {
        return URI.create(rs + path + (query.isEmpty() ? "" : "?" + query));
    }
}
