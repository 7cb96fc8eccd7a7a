/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.overread.shared.DicomUid;
import org.overread.shared.Json;
import org.overread.shared.Problem;
import org.overread.study.ArchiveException;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.StorageCommitment;

/**
 * dcm4chee's {@code POST …/studies/{uid}/stgcmt/dicom:{AET}}, whose answer has no Transaction UID: it is the one that
 * {@code GET /stgcmt?studyUID=…} lists after the call and did not list before it.
 */
final class Dcm4cheeCommitment implements StorageCommitment {
    /** Most results of one study that are read; with more of them a new one could not be told. */
    private static final int LISTED = 1000;

    private static final int ANSWER_BYTES = 1 << 20;

    private final PeerHttp http;
    private final String rs;

    Dcm4cheeCommitment(PeerHttp http, String rs) {
        this.http = http;
        this.rs = rs;
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public Asking ask(DicomUid study, String aeTitle) {
        try {
            Map<String, JsonNode> before = results(study);
            HttpRequest request = http.request(
                            URI.create(rs + "/studies/" + study + "/stgcmt/dicom:" + PeerHttp.encode(aeTitle)),
                            "application/json",
                            http.settings().answerTimeout())
                    .POST(BodyPublishers.noBody())
                    .build();
            HttpResponse<InputStream> response = http.send(request);
            String text = PeerHttp.errorText(response);
            if (response.statusCode() != 200) {
                return refused(response.statusCode(), text, aeTitle);
            }
            Map<String, JsonNode> after = results(study);
            after.keySet().removeAll(before.keySet());
            if (after.size() != 1) {
                // somebody else asked in the same moment, or the answer has come and gone
                return new NotAsked(Problem.of(ArchiveMessages.MESSAGES.unclear(name())));
            }
            Map.Entry<String, JsonNode> one = after.entrySet().iterator().next();
            return new Requested(one.getKey(), one.getValue().path("requested").asInt());
        } catch (IOException e) {
            return new NotAsked(http.failure(e).problem());
        } catch (ArchiveUnavailable e) {
            return new NotAsked(e.problem());
        } catch (ArchiveException e) {
            return new Refused(e.problem());
        }
    }

    private Asking refused(int status, String text, String aeTitle) {
        if (status == 404 && text.contains("No matching instances")) {
            return new Refused(Problem.of(ArchiveMessages.MESSAGES.nothingToSend(name())));
        }
        if (status == 404 && !PeerHttp.isUnknownAe(text)) {
            return new Refused(Problem.of(ArchiveMessages.MESSAGES.unknownAe(name(), aeTitle)));
        }
        if (status == 502) {
            return text.contains("\"status\"")
                    ? new Refused(Problem.of(ArchiveMessages.MESSAGES.noCommitment(aeTitle)))
                    : new NotAsked(Problem.of(ArchiveMessages.MESSAGES.aeUnreachable(name(), aeTitle)));
        }
        ArchiveException failure = http.failure(status, text);
        return failure instanceof ArchiveUnavailable ? new NotAsked(failure.problem()) : new Refused(failure.problem());
    }

    @Override
    public Answer answer(DicomUid study, Requested request) {
        JsonNode result = results(study).get(request.transaction());
        if (result == null) {
            throw new ArchiveUnavailable(ArchiveMessages.MESSAGES.unclear(name()));
        }
        int instances = result.path("requested").asInt();
        int failures = result.path("failures").asInt();
        return switch (result.path("status").asText()) {
            case "PENDING" -> new Pending();
            case "COMPLETED" -> failures == 0 ? new Committed(instances) : new Declined(instances, failures);
            default -> new Declined(instances, Math.max(1, failures));
        };
    }

    /** The results that the archive has of a study, by Transaction UID. */
    private Map<String, JsonNode> results(DicomUid study) {
        URI uri = URI.create(http.root() + "/stgcmt?studyUID=" + study + "&limit=" + LISTED);
        HttpResponse<InputStream> response = http.get(uri, "application/json");
        if (response.statusCode() != 200) {
            throw http.failure(response.statusCode(), PeerHttp.errorText(response));
        }
        try (InputStream body = response.body()) {
            JsonNode list = Json.MAPPER.readTree(body.readNBytes(ANSWER_BYTES));
            if (list == null || !list.isArray() || list.size() >= LISTED) {
                throw new ArchiveUnavailable(ArchiveMessages.MESSAGES.unclear(name()));
            }
            Map<String, JsonNode> results = new HashMap<>();
            list.forEach(result -> results.put(result.path("transactionUID").asText(), result));
            return results;
        } catch (IOException e) {
            throw http.failure(e);
        }
    }
}
