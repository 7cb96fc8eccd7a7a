/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.overread.shared.DicomUid;
import org.overread.shared.Json;
import org.overread.study.ArchiveRefused;
import org.overread.study.Page;
import org.overread.study.StudyAttributes;

/**
 * Studies by dcm4chee's QIDO-RS. It has keys of its own for the time of receipt; those it cannot read it ignores, and
 * then answers with everything: so the form below is the one that was seen to be honoured.
 */
final class Dcm4cheeStudies extends QidoStudies {
    /**
     * UTC written as a positive offset ({@code +0000}, its plus sign encoded). A negative one breaks the range, no offset
     * means the server's own zone.
     */
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

    private final PeerHttp http;
    private final String rs;

    Dcm4cheeStudies(PeerHttp http, String rs) {
        super(http, rs);
        this.http = http;
        this.rs = rs;
    }

    /** "all", for the private block with the time of receipt: it is no keyword that may be named. */
    @Override
    String includeField() {
        return "all";
    }

    /** Asked as {@code application/json}: {@code application/dicom+json} is 406 here. */
    @Override
    public int count(DicomUid study) {
        HttpResponse<InputStream> response =
                http.get(URI.create(rs + "/studies/" + study + "/instances/count"), "application/json");
        if (response.statusCode() == 204) {
            PeerHttp.errorText(response);
            return 0;
        }
        if (response.statusCode() != 200) {
            throw http.failure(response.statusCode(), PeerHttp.errorText(response));
        }
        try (InputStream body = response.body()) {
            JsonNode count = Json.MAPPER.readTree(body).path("count");
            if (!count.isIntegralNumber()) {
                throw new ArchiveRefused(ArchiveMessages.MESSAGES.noDicomWeb(name()));
            }
            return count.intValue();
        } catch (JsonParseException e) {
            throw new ArchiveRefused(ArchiveMessages.MESSAGES.noDicomWeb(name()));
        } catch (IOException e) {
            throw http.failure(e);
        }
    }

    @Override
    public boolean tellsReceiveTime() {
        return true;
    }

    @Override
    public Page<StudyAttributes> receivedSince(Instant since, int offset, int limit) {
        return page("StudyReceiveDateTime=" + SINCE.format(since) + "%2B0000-", offset, limit);
    }

    @Override
    public Page<StudyAttributes> seriesReceivedSince(Instant since, int offset, int limit) {
        return page("SeriesReceiveDateTime=" + SINCE.format(since) + "%2B0000-", offset, limit);
    }
}
