/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.function.Consumer;
import org.overread.shared.Json;
import org.overread.study.ArchiveRefused;
import org.overread.study.ArchiveUnavailable;

/** One QIDO-RS search (PS3.18 section 10.6), read row by row. */
final class Qido {
    private final PeerHttp http;

    Qido(PeerHttp http) {
        this.http = http;
    }

    /**
     * @param rows how many came
     * @param cutShort whether the peer says that there are more ({@code Warning: 299}, PS3.18 section 8.3.4.4)
     */
    record Answer(int rows, boolean cutShort) {}

    /** Asks and gives each row to the consumer. No match is 204 or an empty array. */
    Answer search(URI uri, Consumer<DicomRow> consumer) {
        HttpResponse<InputStream> response = http.get(uri, "application/dicom+json");
        if (response.statusCode() == 204) {
            PeerHttp.errorText(response);
            return new Answer(0, false);
        }
        if (response.statusCode() != 200 && response.statusCode() != 206) {
            throw http.failure(response.statusCode(), PeerHttp.errorText(response));
        }
        boolean cutShort = response.headers().allValues("Warning").stream()
                .anyMatch(warning -> warning.toLowerCase(Locale.ROOT).contains("additional results"));
        return new Answer(rows(response, consumer), cutShort);
    }

    private int rows(HttpResponse<InputStream> response, Consumer<DicomRow> consumer) {
        int count = 0;
        try (InputStream body = response.body()) {
            if (!PeerHttp.contentType(response).contains("json")) {
                throw new ArchiveRefused(ArchiveMessages.MESSAGES.noDicomWeb(http.name()));
            }
            JsonParser parser = Json.MAPPER.getFactory().createParser(body);
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new ArchiveUnavailable(ArchiveMessages.MESSAGES.brokenOff(http.name()));
            }
            if (first != JsonToken.START_ARRAY) {
                throw new ArchiveRefused(ArchiveMessages.MESSAGES.noDicomWeb(http.name()));
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode row = parser.readValueAsTree();
                consumer.accept(new DicomRow(row));
                count++;
            }
            if (parser.currentToken() == null) {
                throw new ArchiveUnavailable(ArchiveMessages.MESSAGES.brokenOff(http.name()));
            }
            // read to the end, so that the connection can be used again
            body.transferTo(OutputStream.nullOutputStream());
            return count;
        } catch (JsonEOFException e) {
            throw new ArchiveUnavailable(ArchiveMessages.MESSAGES.brokenOff(http.name()));
        } catch (JsonParseException e) {
            throw new ArchiveRefused(ArchiveMessages.MESSAGES.noDicomWeb(http.name()));
        } catch (IOException e) {
            throw http.failure(e);
        }
    }
}
