/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Event;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;
import org.overread.study.ArchiveException;
import org.overread.study.ArchiveRefused;
import org.overread.transfer.DicomObject;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.SourceFailed;

/**
 * The parts of a WADO-RS answer, {@code multipart/related} of {@code application/dicom} (PS3.18 section 8.6.1.2, RFC
 * 2387), read by mime4j with buffers of a few KiB. An answer that ends without its closing boundary is a failure: of
 * the last part nobody knows whether it is whole.
 */
final class MultipartObjects implements ObjectStream {
    /** Silent on what does not matter, an error on an end that comes too early. */
    private static final DecodeMonitor NO_EARLY_END = new DecodeMonitor() {
        @Override
        public boolean warn(String error, String dropDesc) {
            return error.contains(Event.MIME_BODY_PREMATURE_END.toString())
                    || error.contains(Event.HEADERS_PREMATURE_END.toString());
        }

        @Override
        public boolean isListening() {
            return true;
        }
    };

    private static final MimeConfig CONFIG = new MimeConfig.Builder()
            .setMaxLineLen(-1)
            .setMaxContentLen(-1)
            .setMaxHeaderLen(8 * 1024)
            .setMaxHeaderCount(100)
            // the part's own stream then fails at an early end
            .setStrictParsing(true)
            .build();

    private final PeerHttp http;
    private final InputStream body;
    private final Issuers issuers;
    private final MimeTokenStream tokens = new MimeTokenStream(CONFIG, NO_EARLY_END, null, null);
    private @Nullable DicomObject ready;
    private @Nullable InputStream part;

    MultipartObjects(PeerHttp http, HttpResponse<InputStream> response, Issuers issuers) {
        this.http = http;
        this.body = response.body();
        this.issuers = issuers;
        String type = PeerHttp.contentType(response);
        String lower = type.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("multipart/") || !lower.contains("boundary=")) {
            close();
            throw new ArchiveRefused(ArchiveMessages.MESSAGES.noDicomWeb(http.name()));
        }
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parseHeadless(body, type);
    }

    @Override
    public boolean hasNext() {
        if (ready != null) {
            return true;
        }
        try {
            if (part != null) {
                part.transferTo(OutputStream.nullOutputStream());
                part = null;
            }
            if (toNextPart()) {
                InputStream opened = new Part(tokens.getInputStream());
                part = opened;
                ready = IssuerPatch.read(opened, issuers);
                return true;
            }
            return false;
        } catch (SourceFailed e) {
            close();
            throw e.reason();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private boolean toNextPart() throws IOException {
        try {
            EntityState state = tokens.getState();
            while (state != EntityState.T_END_OF_STREAM) {
                state = tokens.next();
                if (state == EntityState.T_BODY) {
                    return true;
                }
            }
            return false;
        } catch (MimeException e) {
            throw new IOException(e);
        }
    }

    private ArchiveException failed(IOException thrown) {
        close();
        return http.failure(thrown);
    }

    @Override
    public DicomObject next() {
        if (!hasNext() || ready == null) {
            throw new NoSuchElementException();
        }
        DicomObject next = ready;
        ready = null;
        return next;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // it is of no use any more either way
        }
    }

    /** One part; what fails in it is the source's failure. */
    private final class Part extends InputStream {
        private final InputStream in;

        Part(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException e) {
                throw broken(e);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return in.read(into, offset, length);
            } catch (IOException e) {
                throw broken(e);
            }
        }

        private SourceFailed broken(IOException thrown) {
            return new SourceFailed(http.failure(thrown));
        }
    }
}
