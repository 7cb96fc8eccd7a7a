/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.overread.shared.DicomUid;
import org.overread.study.NotInArchive;
import org.overread.transfer.DicomObject;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.SeriesRef;

/** Objects by WADO-RS (PS3.18 section 10.4), as they are stored: no archive has to decode anything for us. */
final class WadoObjects implements ObjectSource {
    private static final String ACCEPT = "multipart/related;type=\"application/dicom\";transfer-syntax=*";

    private static final Duration STALE = Duration.ofSeconds(5);

    private final PeerHttp http;
    private final Qido qido;
    private final String rs;

    WadoObjects(PeerHttp http, String rs) {
        this.http = http;
        this.qido = new Qido(http);
        this.rs = rs;
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public ObjectStream study(DicomUid study, Issuers issuers) {
        return open("/studies/" + study, issuers);
    }

    @Override
    public List<SeriesRef> series(DicomUid study, int most) {
        List<SeriesRef> series = new ArrayList<>();
        URI all = URI.create(
                rs + "/studies/" + study + "/series?includefield=0008103E&includefield=00201209&limit=" + most);
        qido.search(all, row -> {
            // a server that knows no limit gives more
            if (series.size() < most) {
                series.add(new SeriesRef(
                        row.text("0020000E"), row.text("00080060"), row.text("0008103E"), row.number("00201209", 0)));
            }
        });
        return series;
    }

    @Override
    public ObjectStream series(DicomUid study, String series, Issuers issuers) {
        return open("/studies/" + study + "/series/" + PeerHttp.encode(series), issuers);
    }

    @Override
    public ObjectStream instances(DicomUid study, List<InstanceRef> instances, Issuers issuers) {
        return new OneByOne(study, instances.iterator(), issuers);
    }

    private ObjectStream open(String path, Issuers issuers) {
        return opened(http.get(URI.create(rs + path), ACCEPT), issuers);
    }

    private ObjectStream opened(HttpResponse<InputStream> response, Issuers issuers) {
        if (response.statusCode() == 200) {
            return new MultipartObjects(http, response, issuers);
        }
        String errorText = PeerHttp.errorText(response);
        boolean gone = response.statusCode() == 404 || response.statusCode() == 410;
        // the base path was proved already by the search that found the study
        if (gone && !PeerHttp.isUnknownAe(errorText)) {
            throw new NotInArchive(ArchiveMessages.MESSAGES.notThere(name()));
        }
        throw http.failure(response.statusCode(), errorText);
    }

    /**
     * A request for each object. The next object is asked for while the one before is read, so that the archive's time
     * to find it costs none; an answer that had to wait long is thrown away and asked for anew, since the archive may
     * have given up on it.
     */
    private final class OneByOne implements ObjectStream {
        private final DicomUid study;
        private final Iterator<InstanceRef> refs;
        private final Issuers issuers;
        private @Nullable ObjectStream current;
        private @Nullable Asked ahead;

        OneByOne(DicomUid study, Iterator<InstanceRef> refs, Issuers issuers) {
            this.study = study;
            this.refs = refs;
            this.issuers = issuers;
        }

        @Override
        public boolean hasNext() {
            while (true) {
                if (current != null && current.hasNext()) {
                    return true;
                }
                closeCurrent();
                Asked asked = ahead == null ? askNext() : fresh(ahead);
                ahead = null;
                if (asked == null) {
                    return false;
                }
                current = opened(http.await(asked.answer()), issuers);
                ahead = askNext();
            }
        }

        private @Nullable Asked askNext() {
            if (!refs.hasNext()) {
                return null;
            }
            InstanceRef ref = refs.next();
            return ask(URI.create(rs + "/studies/" + study + "/series/" + PeerHttp.encode(ref.series()) + "/instances/"
                    + PeerHttp.encode(ref.instance())));
        }

        private Asked ask(URI object) {
            return new Asked(object, http.getAsync(object, ACCEPT), System.nanoTime());
        }

        private Asked fresh(Asked asked) {
            if (System.nanoTime() - asked.since() < STALE.toNanos()) {
                return asked;
            }
            PeerHttp.abandon(asked.answer());
            return ask(asked.object());
        }

        @Override
        public DicomObject next() {
            if (!hasNext() || current == null) {
                throw new NoSuchElementException();
            }
            return current.next();
        }

        @Override
        public void close() {
            closeCurrent();
            if (ahead != null) {
                PeerHttp.abandon(ahead.answer());
                ahead = null;
            }
        }

        private void closeCurrent() {
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }

    private record Asked(URI object, CompletableFuture<HttpResponse<InputStream>> answer, long since) {}
}
