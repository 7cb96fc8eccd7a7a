/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a parcel's sender signs: {@code parcel.json}.
 *
 * @param id of the parcel, never used again
 * @param sender its name, as the recipient knows it
 * @param recipients the age recipients for whom it is packed: a parcel that was opened and packed anew for another is refused there
 * @param packed when
 * @param study Study Instance UID
 * @param objects how many
 * @param bytes of all objects
 * @param sums SHA-256 of {@code SHA256SUMS}, which has that of each object
 */
public record Manifest(
        String id,
        String sender,
        List<String> recipients,
        Instant packed,
        String study,
        int objects,
        long bytes,
        String sums) {
    static final String FORMAT = "overread-parcel-1";

    private static final ObjectMapper JSON = new ObjectMapper();

    public Manifest {
        recipients = List.copyOf(recipients);
    }

    byte[] written() {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", FORMAT).put("id", id).put("sender", sender);
        recipients.forEach(node.putArray("recipients")::add);
        node.put("packed", packed.toString())
                .put("study", study)
                .put("objects", objects)
                .put("bytes", bytes)
                .put("sums", sums);
        return (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static Manifest read(byte[] bytes) throws ParcelRefused {
        try {
            JsonNode node = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (!FORMAT.equals(node.path("format").asText())
                    || !node.path("objects").isInt()
                    || !node.path("bytes").isIntegralNumber()) {
                throw new ParcelRefused(ParcelRefused.Reason.UNKNOWN_FORMAT);
            }
            List<String> recipients = new ArrayList<>();
            node.path("recipients").forEach(recipient -> recipients.add(recipient.asText()));
            return new Manifest(
                    node.path("id").asText(),
                    node.path("sender").asText(),
                    recipients,
                    Instant.parse(node.path("packed").asText()),
                    node.path("study").asText(),
                    node.path("objects").asInt(),
                    node.path("bytes").asLong(),
                    node.path("sums").asText());
        } catch (JsonProcessingException | DateTimeException e) {
            throw new ParcelRefused(ParcelRefused.Reason.UNKNOWN_FORMAT, e);
        }
    }
}
