/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.overread.shared.Json;

/**
 * Something that has to be done, once its cause is committed.
 *
 * @param kind names the {@link WorkHandler} that does it, such as {@code transfer.send}
 * @param key the ordering key: work of one key runs one after the other, in the order it was appended
 * @param payload a JSON object of identifiers; no patient data
 * @param lane where it runs; all work of one key names the same lane, except that urgent work takes its whole
 *     key along to {@link Lane#URGENT}
 * @param delay how long it must wait at least, by the database's clock
 */
public record WorkItem(String kind, String key, String payload, Lane lane, Duration delay) {

    /** Due at once. */
    public static WorkItem now(String kind, String key, Lane lane, Object payload) {
        return after(Duration.ZERO, kind, key, lane, payload);
    }

    /** Due after a delay. Mind that work appended to the same key later waits behind it. */
    public static WorkItem after(Duration delay, String kind, String key, Lane lane, Object payload) {
        return new WorkItem(kind, key, Json.write(payload), lane, delay);
    }

    /** The payload as a value of the handler's own record type. */
    public <T> T payload(Class<T> type) {
        return Json.read(payload, type);
    }

    public JsonNode json() {
        return payload(JsonNode.class);
    }
}
