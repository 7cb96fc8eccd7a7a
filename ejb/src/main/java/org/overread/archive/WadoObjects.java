/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.overread.shared.DicomUid;
import org.overread.study.NotInArchive;
import org.overread.transfer.DicomObject;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.ObjectStream;

/** Objects by WADO-RS (PS3.18 section 10.4), as they are stored: no archive has to decode anything for us. */
final class WadoObjects implements ObjectSource {
    private static final String ACCEPT = "multipart/related;type=\"application/dicom\";transfer-syntax=*";

    private final PeerHttp http;
    private final String rs;

    WadoObjects(PeerHttp http, String rs) {
        this.http = http;
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
    public ObjectStream instances(DicomUid study, List<InstanceRef> instances, Issuers issuers) {
        return new OneByOne(study, instances.iterator(), issuers);
    }

    private ObjectStream open(String path, Issuers issuers) {
        HttpResponse<InputStream> response = http.get(URI.create(rs + path), ACCEPT);
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

    /** A request for each object, made when its turn comes. */
    private final class OneByOne implements ObjectStream {
        private final DicomUid study;
        private final Iterator<InstanceRef> refs;
        private final Issuers issuers;
        private @Nullable ObjectStream current;

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
                close();
                if (!refs.hasNext()) {
                    return false;
                }
                InstanceRef ref = refs.next();
                current = open(
                        "/studies/" + study + "/series/" + PeerHttp.encode(ref.series()) + "/instances/"
                                + PeerHttp.encode(ref.instance()),
                        issuers);
            }
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
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }
}
