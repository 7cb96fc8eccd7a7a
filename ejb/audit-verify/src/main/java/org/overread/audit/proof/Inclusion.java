/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * That one event is in the chain, shown without the others: its path to the root of its seal, and the seals from there to
 * one that was anchored outside.
 *
 * @param place the event's
 * @param canonical its bytes
 * @param index its place among the seal's events, from 0
 * @param path hashes beside it, from the bottom up
 * @param seals canonical; the first is the event's own, each of the others holds to the one before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Inclusion(Place place, byte[] canonical, long index, List<byte[]> path, List<byte[]> seals) {
    private static final Pattern LINE =
            Pattern.compile("\\{\"type\":\"inclusion\",\"slot\":(\\d{1,9}),\"seq\":(\\d{1,18})"
                    + ",\"event\":\"([A-Za-z0-9+/]*+={0,2})\",\"index\":(\\d{1,9}),\"path\":\"([0-9a-f,]*+)\""
                    + ",\"seals\":\"([A-Za-z0-9+/=,]++)\"}");

    /** One line of JSON. */
    public String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"type\":\"inclusion\",\"slot\":" + place.slot() + ",\"seq\":" + place.seq() + ",\"event\":\""
                + base64.encodeToString(canonical) + "\",\"index\":" + index + ",\"path\":\""
                + path.stream().map(HexFormat.of()::formatHex).collect(Collectors.joining(",")) + "\",\"seals\":\""
                + seals.stream().map(base64::encodeToString).collect(Collectors.joining(",")) + "\"}";
    }

    public static Optional<Inclusion> parse(String text) {
        Matcher line = LINE.matcher(text.strip());
        if (!line.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Inclusion(
                    new Place(Integer.parseInt(line.group(1)), Long.parseLong(line.group(2))),
                    Base64.getDecoder().decode(line.group(3)),
                    Long.parseLong(line.group(4)),
                    Arrays.stream(line.group(5).split(","))
                            .filter(each -> !each.isEmpty())
                            .map(HexFormat.of()::parseHex)
                            .toList(),
                    Arrays.stream(line.group(6).split(","))
                            .map(Base64.getDecoder()::decode)
                            .toList()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with it; empty when the event was there when the anchor was told. */
    public Optional<String> problem(Anchors anchors) {
        try {
            Seal first = Seal.parse(seals.get(0));
            if (!CanonicalEvent.head(canonical)
                    .filter(head -> head.place().equals(place))
                    .isPresent()) {
                return Optional.of("the event is of another place than the proof says");
            }
            byte[] root = Merkle.rootBy(Merkle.leaf(canonical), index, first.events(), path);
            if (!Arrays.equals(root, first.root()) || !isPlaceOf(first)) {
                return Optional.of("the event and its path do not lead to the root of seal " + first.number());
            }
            Seal last = first;
            for (byte[] each : seals.subList(1, seals.size())) {
                Seal seal = Seal.parse(each);
                if (!Arrays.equals(seal.previous(), last.hash())) {
                    return Optional.of("seal " + seal.number() + " does not hold to the one before");
                }
                last = seal;
            }
            return anchors.confirm(last)
                    ? Optional.empty()
                    : Optional.of("no anchor says that seal " + last.number() + " is so");
        } catch (IllegalArgumentException e) {
            return Optional.of("a seal of the proof cannot be read");
        }
    }

    /** Whether the seal has this place at this index. */
    private boolean isPlaceOf(Seal seal) {
        long before = 0;
        for (Slice slice : seal.slices()) {
            if (slice.holds(place.slot(), place.seq())) {
                return before + place.seq() - slice.first() == index;
            }
            before += slice.events();
        }
        return false;
    }
}
