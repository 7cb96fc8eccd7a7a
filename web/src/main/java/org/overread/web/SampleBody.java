/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.overread.hl7.SampleReading;
import org.overread.shared.OverreadException;

/** A message that a sender's profile is tried on: schema {@code Sample}. */
record SampleBody(
        @Nullable String document,
        @Nullable String message,
        @Nullable String messageBase64,
        @Nullable String peer,
        @Nullable String certificate,
        @Nullable String sender) {

    static SampleReading.Sample of(String body) {
        SampleBody sample = ApiJson.read(body, SampleBody.class);
        try {
            if ((sample.message == null) != (sample.messageBase64 == null)) {
                return sample.sample();
            }
        } catch (IllegalArgumentException e) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.unreadable());
        }
        throw OverreadException.badRequest(WebMessages.MESSAGES.unreadable());
    }

    private SampleReading.Sample sample() {
        byte[] bytes = message != null
                ? SampleReading.bytes(message)
                : Base64.getMimeDecoder().decode(messageBase64 == null ? "" : messageBase64);
        return new SampleReading.Sample(
                document, bytes, peer == null ? "" : peer, Search.orNull(certificate), Search.orNull(sender));
    }

    @Override
    public String toString() {
        return "SampleBody[hidden]";
    }
}
