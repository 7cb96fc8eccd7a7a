/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.overread.config.Configuration;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.order.OrderCommand;
import org.overread.order.OrderContent;
import org.overread.shared.Json;

/**
 * Whatever bytes come: they are read or refused, with an answer that is HL7 and what a database and JSON can hold. The
 * messages under {@code MessageFuzzTestInputs} are seeds and what was found; {@code JAZZER_FUZZ=1} looks for more.
 */
class MessageFuzzTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-24T10:16:00Z");

    @FuzzTest(maxDuration = "60s")
    void any_bytes(byte[] content) {
        if (content.length == 0) {
            return; // the listener takes no empty frame
        }
        RawMessage raw = new RawMessage(content, "c1", "192.0.2.1", null, RECEIVED);
        List<RawMessage> messages = Batch.of(raw).map(Batch::messages).orElse(List.of(raw));
        for (RawMessage message : messages) {
            read(message);
        }
        Batch.of(raw)
                .ifPresent(batch ->
                        assertThat(batch.answer(List.of(), 1, RECEIVED)).isNotEmpty());
    }

    private static void read(RawMessage raw) {
        Envelope envelope = Envelope.of(raw, Configuration.EMPTY);
        Translation translation = new Translator(Configuration.EMPTY).translate(envelope, 1);
        Act act = translation.act();
        List<Fault> faults = act instanceof Act.Refuse refuse ? List.of(refuse.fault()) : List.of();
        String code = act instanceof Act.Refuse refuse ? refuse.acknowledgement() : Acknowledgement.ACCEPT;
        String answer = new String(
                new Acknowledgement(envelope.header()).answer(code, 1, RECEIVED, faults),
                envelope.header().wide().orElse(StandardCharsets.ISO_8859_1));
        assertThat(answer).startsWith("MSH").contains("\rMSA").doesNotContain("Exception", "\tat ");
        storable(envelope.controlId() + envelope.application() + envelope.facility() + envelope.type());
        translation.identifiers().forEach(i -> storable(i.value() + i.authority()));
        if (act instanceof Act.Order order) {
            order.request().commands().forEach(MessageFuzzTest::storable);
        } else if (act instanceof Act.Register register) {
            storable(register.patient().name() + register.patient().sex());
            register.patient()
                    .others()
                    .forEach(o -> storable(o.key().id() + o.key().authority() + o.kind()));
        }
    }

    private static void storable(OrderCommand command) {
        storable(command.patient().name());
        storable(command.numbers().placer() + command.numbers().requestedProcedure());
        OrderContent content = command.content();
        if (content != null) {
            storable(content.accession() + content.reason() + content.clinicalInformation() + content.procedureText());
            assertThat(Json.read(Json.write(content), OrderContent.class)).isEqualTo(content);
        }
    }

    /** PostgreSQL's text holds every character but NUL, and no half of a surrogate pair. */
    private static void storable(String text) {
        assertThat(text.indexOf('\0')).as("a NUL").isNegative();
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text))
                .as("whole characters")
                .isTrue();
    }
}
