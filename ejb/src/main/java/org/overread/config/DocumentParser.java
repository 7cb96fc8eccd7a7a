/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text as a tree. No types are made from it, no aliases are followed, and size, depth and number of values are
 * bounded, so that no document can do more than be refused. A text that begins with a brace is JSON, else YAML.
 */
final class DocumentParser {
    static final int MOST_KIBIBYTES = 1024;
    private static final int MOST_LEVELS = 20;
    private static final int MOST_VALUES = 50_000;

    private final Findings findings;
    private int values;

    DocumentParser(Findings findings) {
        this.findings = findings;
    }

    /** The tree; empty when the text cannot be read, and the findings say why. An empty text is an empty mapping. */
    Optional<Node> parse(String text) {
        if (text.length() > MOST_KIBIBYTES * 1024
                || text.getBytes(StandardCharsets.UTF_8).length > MOST_KIBIBYTES * 1024) {
            findings.add("", Place.NOWHERE, ConfigMessages.MESSAGES.tooLarge(MOST_KIBIBYTES));
            return Optional.empty();
        }
        JsonFactory factory = text.stripLeading().startsWith("{") ? new JsonFactory() : new YAMLFactory();
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.of(new Node.Fields(Map.of(), new Place(1, 1)));
            }
            Node root = read(parser, 0);
            if (parser.nextToken() != null) {
                throw new Refused(place(parser.currentTokenLocation()), ConfigMessages.MESSAGES.notReadable());
            }
            return Optional.of(root);
        } catch (Refused e) {
            findings.add("", e.place, e.getMessage());
        } catch (JsonProcessingException e) {
            findings.add("", place(e.getLocation()), ConfigMessages.MESSAGES.notReadable());
        } catch (IOException | RuntimeException e) {
            findings.add("", Place.NOWHERE, ConfigMessages.MESSAGES.notReadable());
        }
        return Optional.empty();
    }

    private Node read(JsonParser parser, int level) throws IOException {
        Place place = place(parser.currentTokenLocation());
        if (++values > MOST_VALUES || level > MOST_LEVELS) {
            throw new Refused(place, ConfigMessages.MESSAGES.tooMuch());
        }
        if (parser instanceof YAMLParser yaml && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
            throw new Refused(place, ConfigMessages.MESSAGES.alias());
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser, level, place);
            case START_ARRAY -> items(parser, level, place);
            case VALUE_NULL -> new Node.Scalar("", false, true, place);
            case VALUE_STRING -> new Node.Scalar(parser.getText(), true, false, place);
            default -> new Node.Scalar(parser.getText(), false, false, place);
        };
    }

    private Node fields(JsonParser parser, int level, Place place) throws IOException {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place keyPlace = place(parser.currentTokenLocation());
            parser.nextToken();
            Node value = read(parser, level + 1);
            if (entries.putIfAbsent(key, new Node.Entry(keyPlace, value)) != null) {
                findings.add(key, keyPlace, ConfigMessages.MESSAGES.repeatedKey(Findings.shown(key)));
            }
        }
        return new Node.Fields(entries, place);
    }

    private Node items(JsonParser parser, int level, Place place) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser, level + 1));
        }
        return new Node.Items(items, place);
    }

    private static Place place(@Nullable JsonLocation location) {
        return location == null ? Place.NOWHERE : new Place(location.getLineNr(), location.getColumnNr());
    }

    /** Ends reading at the first thing that must not be read on from. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Place place;

        Refused(Place place, String message) {
            super(message);
            this.place = place;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
