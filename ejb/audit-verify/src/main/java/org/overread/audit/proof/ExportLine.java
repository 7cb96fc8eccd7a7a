/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of an export (NDJSON), in their order: {@link Begin}, {@link Key}s, each {@link Sealed} with its
 * {@link Event}s, then the events that no seal holds yet, and {@link End}. Texts are base64, so that a line has one form.
 */
public sealed interface ExportLine {
    String text();

    /**
     * @param firstSeal the first seal of this export
     * @param previous the seal before, canonical; empty when the export begins with the first
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Begin(long firstSeal, byte[] previous) implements ExportLine {
        @Override
        public String text() {
            return "{\"type\":\"begin\",\"format\":1,\"firstSeal\":" + firstSeal + ",\"previous\":\"" + base64(previous)
                    + "\"}";
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Key(String id, byte[] publicKey) implements ExportLine {
        @Override
        public String text() {
            return "{\"type\":\"key\",\"id\":\"" + id + "\",\"publicKey\":\"" + base64(publicKey) + "\"}";
        }
    }

    record Sealed(ChainCheck.Kept seal) implements ExportLine {
        @Override
        public String text() {
            return "{\"type\":\"seal\",\"seal\":\"" + base64(seal.canonical()) + "\",\"signature\":\""
                    + base64(seal.signature()) + "\",\"leaves\":\"" + base64(seal.leaves()) + "\"}";
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Event(Place place, byte[] canonical) implements ExportLine {
        @Override
        public String text() {
            return "{\"type\":\"event\",\"slot\":" + place.slot() + ",\"seq\":" + place.seq() + ",\"event\":\""
                    + base64(canonical) + "\"}";
        }
    }

    /** What comes after is in no seal yet. */
    record Unsealed() implements ExportLine {
        @Override
        public String text() {
            return "{\"type\":\"unsealed\"}";
        }
    }

    /**
     * @param seals how many this export holds
     * @param events how many of them are sealed
     */
    record End(long seals, long events) implements ExportLine {
        @Override
        public String text() {
            return "{\"type\":\"end\",\"seals\":" + seals + ",\"events\":" + events + "}";
        }
    }

    /** @return empty for a line of no form above */
    static Optional<ExportLine> parse(String line) {
        try {
            return Forms.parse(line);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** How each kind of line is read. */
    final class Forms {
        private static final String BYTES = "\"([A-Za-z0-9+/]*+={0,2})\"";
        private static final String NUMBER = "(\\d{1,18})";
        private static final Pattern BEGIN = Pattern.compile(
                "\\{\"type\":\"begin\",\"format\":1,\"firstSeal\":" + NUMBER + ",\"previous\":" + BYTES + "}");
        private static final Pattern KEY =
                Pattern.compile("\\{\"type\":\"key\",\"id\":\"([A-Za-z0-9._-]{1,100})\",\"publicKey\":" + BYTES + "}");
        private static final Pattern SEAL = Pattern.compile(
                "\\{\"type\":\"seal\",\"seal\":" + BYTES + ",\"signature\":" + BYTES + ",\"leaves\":" + BYTES + "}");
        private static final Pattern EVENT = Pattern.compile(
                "\\{\"type\":\"event\",\"slot\":(\\d{1,9}),\"seq\":" + NUMBER + ",\"event\":" + BYTES + "}");
        private static final Pattern END =
                Pattern.compile("\\{\"type\":\"end\",\"seals\":" + NUMBER + ",\"events\":" + NUMBER + "}");

        private Forms() {}

        private static Optional<ExportLine> parse(String line) {
            Matcher event = EVENT.matcher(line);
            if (event.matches()) {
                return Optional.of(new Event(
                        new Place(Integer.parseInt(event.group(1)), Long.parseLong(event.group(2))),
                        bytes(event.group(3))));
            }
            Matcher seal = SEAL.matcher(line);
            if (seal.matches()) {
                return Optional.of(new Sealed(
                        new ChainCheck.Kept(bytes(seal.group(1)), bytes(seal.group(2)), bytes(seal.group(3)))));
            }
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                return Optional.of(new Key(key.group(1), bytes(key.group(2))));
            }
            Matcher begin = BEGIN.matcher(line);
            if (begin.matches()) {
                return Optional.of(new Begin(Long.parseLong(begin.group(1)), bytes(begin.group(2))));
            }
            Matcher end = END.matcher(line);
            if (end.matches()) {
                return Optional.of(new End(Long.parseLong(end.group(1)), Long.parseLong(end.group(2))));
            }
            return line.equals(new Unsealed().text()) ? Optional.of(new Unsealed()) : Optional.empty();
        }

        private static byte[] bytes(String base64) {
            return Base64.getDecoder().decode(base64);
        }
    }
}
