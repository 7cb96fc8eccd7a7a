/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Messages that come in parts: each part is stored and answered by itself, and does nothing until the last one is there,
 * which then stands for the whole. Only parts of one sender profile, MSH-3 and MSH-4 belong together. A last part without
 * those before it is refused: half an order is none.
 */
@Dependent
class Parts {
    private static final int MOST = 1000;

    private final Jdbi jdbi;

    @Inject
    Parts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Translation translate(Translator translator, Envelope envelope, long id) {
        Part part = Part.of(envelope.header(), envelope.raw().content()).orElse(null);
        if (part == null || !part.isBounded()) {
            return translator.translate(envelope, id);
        }
        try {
            List<Part> before = before(envelope, part);
            if (part.isLast()) {
                return translator.translate(envelope.with(joined(envelope, before, part)), id);
            }
            keep(envelope, part.pointer(), id);
            return new Translation(
                    new Act.Nothing(Fault.of("DSC^1^1", ErrorCode.ACCEPTED, Hl7Messages.MESSAGES.partKept())),
                    Set.of());
        } catch (MessageRefused refusal) {
            return Translation.refused(refusal);
        }
    }

    /** The whole was taken: its pointers mean nothing any more, so that no later part is joined to it. */
    void taken(Envelope envelope) {
        Optional<Part> last =
                Part.of(envelope.header(), envelope.raw().content()).filter(Part::isLast);
        String pointer = last.map(Part::continued).orElse("");
        for (int i = 0; i < MOST && !pointer.isEmpty(); i++) {
            String named = pointer;
            Optional<Part> before = load(envelope, named);
            jdbi.useHandle(h -> bound(h.createUpdate("""
                            delete from message_part where sender = :sender and sending_application = :application
                               and sending_facility = :facility and pointer = :pointer"""), envelope, named).execute());
            pointer = before.map(Part::continued).orElse("");
        }
    }

    /** The parts before this one, the first one first. */
    private List<Part> before(Envelope envelope, Part part) throws MessageRefused {
        List<Part> parts = new ArrayList<>();
        long size = envelope.raw().content().length;
        String pointer = part.continued();
        while (!pointer.isEmpty()) {
            Optional<Part> found = parts.size() < MOST ? load(envelope, pointer) : Optional.empty();
            if (found.isEmpty() || !found.get().charset().equals(part.charset())) {
                throw new MessageRefused(
                        Fault.of("MSH^1^14", ErrorCode.UNKNOWN_KEY, Hl7Messages.MESSAGES.partBeforeMissing()));
            }
            parts.add(0, found.get());
            size += found.get().body().length;
            int most = envelope.sender().limits().bytes();
            if (size > most) {
                throw new MessageRefused(Fault.of("", ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.tooManyBytes(most)));
            }
            pointer = found.get().continued();
        }
        return parts;
    }

    /** As bytes: a segment that goes on in the next part (ADD) may have been cut within a character. */
    private static byte[] joined(Envelope envelope, List<Part> before, Part last) {
        Charset charset = last.charset();
        String add = "ADD" + envelope.header().separator();
        StringBuilder whole = new StringBuilder(new String(before.get(0).header(), charset));
        Stream.concat(before.stream(), Stream.of(last))
                .map(Part::body)
                .map(body -> new String(body, charset))
                .forEach(body -> {
                    if (body.startsWith(add)) {
                        if (whole.lastIndexOf("\r" + add + "\r") == whole.length() - add.length() - 2) {
                            whole.setLength(whole.length() - add.length() - 1);
                        }
                        whole.setLength(whole.length() - 1);
                        whole.append(body, add.length(), body.length());
                    } else {
                        whole.append(body);
                    }
                });
        return whole.toString().getBytes(charset);
    }

    private Optional<Part> load(Envelope envelope, String pointer) {
        return jdbi.withHandle(h -> bound(h.createQuery("""
                                select m.codec, m.raw from message_part p
                                  join message m on m.id = p.message_id and m.received_at = p.received_at
                                 where p.sender = :sender and p.sending_application = :application
                                   and p.sending_facility = :facility and p.pointer = :pointer"""), envelope, pointer)
                .map((row, context) -> Packed.read(row))
                .findOne()
                .flatMap(Part::of));
    }

    private void keep(Envelope envelope, String pointer, long id) {
        jdbi.useHandle(h -> bound(h.createUpdate("""
                        insert into message_part (sender, sending_application, sending_facility, pointer, message_id,
                               received_at)
                        values (:sender, :application, :facility, :pointer, :id, :at)
                        on conflict (sender, sending_application, sending_facility, pointer) do update
                           set message_id = excluded.message_id, received_at = excluded.received_at"""), envelope, pointer)
                .bind("id", id)
                .bind("at", envelope.receivedAt().atOffset(ZoneOffset.UTC))
                .execute());
    }

    private static <T extends SqlStatement<T>> T bound(T statement, Envelope envelope, String pointer) {
        return statement
                .bind("sender", envelope.sender().name())
                .bind("application", envelope.application())
                .bind("facility", envelope.facility())
                .bind("pointer", pointer);
    }
}
