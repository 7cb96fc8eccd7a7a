/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.overread.shared.DicomUid;
import org.overread.shared.Json;
import org.overread.shared.Problem;
import org.overread.transfer.ExportRequest;

/**
 * dcm4chee's {@code POST …/studies/{uid}/export/dicom:{AET}}: it sends by C-STORE inside the call and answers with
 * counts. What status and body mean together was recorded, and is not what one would expect: an unknown study is 200
 * with {@code completed} 0, all refused is 502 with counts, a receiver that is down 502 with a text.
 */
final class Dcm4cheeExport implements ExportRequest {
    private final PeerHttp http;
    private final String rs;

    Dcm4cheeExport(PeerHttp http, String rs) {
        this.http = http;
        this.rs = rs;
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public ExportResult export(DicomUid study, String aeTitle) {
        HttpRequest request = http.request(
                        URI.create(rs + "/studies/" + study + "/export/dicom:" + PeerHttp.encode(aeTitle)),
                        "*/*",
                        http.settings().exportTimeout())
                .POST(BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request);
            return result(response.statusCode(), PeerHttp.errorText(response), aeTitle);
        } catch (IOException e) {
            return PeerHttp.neverReached(e)
                    ? new Unreachable(Problem.of(ArchiveMessages.MESSAGES.unreachable(name())))
                    : new Ambiguous(Problem.of(ArchiveMessages.MESSAGES.unclear(name())));
        }
    }

    private ExportResult result(int status, String text, String aeTitle) {
        if (status == 200 || status == 206 || status == 502) {
            Exported counts = counts(text);
            if (counts != null) {
                return counts.accepted() == 0 && counts.failed() == 0
                        ? new NothingToSend(Problem.of(ArchiveMessages.MESSAGES.nothingToSend(name())))
                        : counts;
            }
            return status == 502 && text.contains("errorMessage")
                    ? new Unreachable(Problem.of(ArchiveMessages.MESSAGES.aeUnreachable(name(), aeTitle)))
                    : new Ambiguous(Problem.of(ArchiveMessages.MESSAGES.unclear(name())));
        }
        if (status == 404 && text.contains("Unknown AE")) {
            return new Refused(Problem.of(ArchiveMessages.MESSAGES.unknownAe(name(), aeTitle)));
        }
        if (status == 429 || status == 503) {
            return new Unreachable(Problem.of(ArchiveMessages.MESSAGES.busy(name(), status)));
        }
        if (status >= 500) {
            return new Ambiguous(Problem.of(ArchiveMessages.MESSAGES.failedInside(name(), status)));
        }
        return status >= 300
                ? new Refused(http.failure(status, text).problem())
                : new Ambiguous(Problem.of(ArchiveMessages.MESSAGES.unclear(name())));
    }

    /** Null unless the text is the archive's object of counts. */
    private static @Nullable Exported counts(String text) {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            return node != null && node.path("completed").isInt()
                    ? new Exported(
                            node.path("completed").intValue(),
                            node.path("warning").intValue(),
                            node.path("failed").intValue())
                    : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
