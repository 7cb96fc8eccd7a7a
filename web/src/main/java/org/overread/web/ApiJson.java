/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import org.overread.shared.Json;
import org.overread.shared.OverreadException;

/** JSON of the API: as everywhere else, but what is not known is left out instead of being null. */
@Provider
public class ApiJson implements ContextResolver<ObjectMapper> {
    static final ObjectMapper MAPPER = mapper();

    private static ObjectMapper mapper() {
        ObjectMapper mapper = Json.MAPPER.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);
        // the domain writes an empty text for what it does not know
        mapper.configOverride(String.class)
                .setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS));
        return mapper;
    }

    /**
     * Reads a body. Not left to JAX-RS, whose JSON reader logs the value that it stumbled over, and that may be a
     * patient's.
     *
     * @throws OverreadException of kind BAD_REQUEST for what cannot be read
     */
    static <T> T read(String body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.unreadable());
        }
        throw OverreadException.badRequest(WebMessages.MESSAGES.unreadable());
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return MAPPER;
    }
}
