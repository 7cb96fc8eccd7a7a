/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Passes an archive's DICOM JSON (PS3.18 annex F) on, piece by piece as it comes: an array of datasets, each of one study.
 * URLs in it become ours, one that leads elsewhere is left out, and the answer is broken off at a dataset of another
 * study before anything of it goes out. What is held is one dataset up to its Study Instance UID (0020,000D), which is
 * small; what follows, such as the functional groups of a thousand frames, is passed on at once.
 */
public final class DatasetStream {
    /** A dataset with more than this before its Study Instance UID is none that an archive sends. */
    private static final int MOST_HELD = 50_000;

    private static final int DEEPEST = 100;
    private static final int LONGEST_VALUE = 4 << 20;
    private static final String RETRIEVE_URL = "00081190";
    private static final String STUDY = "0020000D";
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_VALUE)
                    .build())
            .build();

    private final String study;
    private final Function<String, Optional<String>> links;
    private final BiConsumer<String, String> seen;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final JsonGenerator generator;

    private int depth;
    private @Nullable TokenBuffer held;
    private int heldTokens;
    private String attribute = "";
    private String member = "";
    private String series = "";
    private String instance = "";
    private boolean ofStudy;
    private boolean ended;

    /**
     * @param study the UID that each dataset must have
     * @param links our URL for one of the archive's; empty for one that may not be passed on
     * @param seen told Series and SOP Instance UID of each dataset of the study that has them
     */
    public DatasetStream(String study, Function<String, Optional<String>> links, BiConsumer<String, String> seen) {
        this.study = study;
        this.links = links;
        this.seen = seen;
        try {
            this.parser = JSON.createNonBlockingByteArrayParser();
            this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
            this.generator = JSON.createGenerator(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Takes a piece of the answer and gives what can go out by now.
     *
     * @throws IOException when it is no array of datasets, or one of another study
     */
    public byte[] pass(byte[] piece) throws IOException {
        feeder.feedInput(piece, 0, piece.length);
        for (JsonToken token = parser.nextToken();
                token != JsonToken.NOT_AVAILABLE && token != null;
                token = parser.nextToken()) {
            take(token);
        }
        return taken();
    }

    /** @throws IOException when the answer ended too early */
    public byte[] end() throws IOException {
        feeder.endOfInput();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.NOT_AVAILABLE) {
                throw new IOException("cut off");
            }
            take(token);
        }
        if (!ended) {
            throw new IOException("cut off");
        }
        return taken();
    }

    private byte[] taken() throws IOException {
        generator.flush();
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private void take(JsonToken token) throws IOException {
        if (ended || (depth == 0 && token != JsonToken.START_ARRAY)) {
            throw new IOException("no DICOM JSON");
        }
        if (token.isStructEnd()) {
            depth--;
        }
        if (depth == 1 && token == JsonToken.START_OBJECT) {
            begin();
        } else if (depth == 1 && token != JsonToken.END_OBJECT) {
            throw new IOException("no DICOM JSON");
        }
        if (token == JsonToken.FIELD_NAME) {
            member = parser.currentName();
            if (depth == 2) {
                attribute = member;
            }
        }
        copy(token);
        if (token.isStructStart()) {
            depth++;
        }
        if (depth == 1 && token == JsonToken.END_OBJECT) {
            finish();
        }
        ended = depth == 0;
    }

    private void begin() {
        held = new TokenBuffer(parser);
        heldTokens = 0;
        ofStudy = false;
        series = "";
        instance = "";
    }

    private void copy(JsonToken token) throws IOException {
        JsonGenerator to = held == null ? generator : held;
        if (token == JsonToken.FIELD_NAME && member.equals("BulkDataURI")) {
            return; // with its value
        }
        if (token == JsonToken.VALUE_STRING) {
            string(to, parser.getText());
        } else {
            to.copyCurrentEvent(parser);
        }
        if (held != null && ++heldTokens > MOST_HELD) {
            throw new IOException("too much before the Study Instance UID");
        }
    }

    private void string(JsonGenerator to, String value) throws IOException {
        if (member.equals("BulkDataURI")) {
            Optional<String> ours = links.apply(value);
            if (ours.isPresent()) {
                to.writeStringField(member, ours.get());
            }
            return;
        }
        boolean top = depth == 4; // [ { "tag": { "Value": [ here
        if (top && attribute.equals(RETRIEVE_URL)) {
            Optional<String> ours = links.apply(value);
            to.writeString(ours.orElse(""));
            return;
        }
        to.writeString(value);
        if (top && attribute.equals("0020000E")) {
            series = value;
        } else if (top && attribute.equals("00080018")) {
            instance = value;
        } else if (top && attribute.equals(STUDY)) {
            release(value);
        }
    }

    private void release(String value) throws IOException {
        if (!value.equals(study)) {
            throw new IOException("a dataset of another study");
        }
        ofStudy = true;
        TokenBuffer buffer = held;
        if (buffer != null) {
            buffer.serialize(generator);
            held = null;
        }
    }

    private void finish() throws IOException {
        if (!ofStudy) {
            throw new IOException("a dataset of no study");
        }
        if (!series.isEmpty()) {
            seen.accept(series, instance);
        }
    }
}
