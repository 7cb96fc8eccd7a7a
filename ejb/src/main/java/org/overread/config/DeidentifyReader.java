/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overread.config.Deidentify.BurnedIn;
import org.overread.config.Deidentify.Dates;
import org.overread.config.Deidentify.PixelMask;
import org.overread.config.Deidentify.PrivateTag;
import org.overread.config.Deidentify.Rectangle;

/** Reads a destination's {@code deidentify}. */
final class DeidentifyReader {
    private static final Pattern PRIVATE_TAG =
            Pattern.compile("([0-9A-Fa-f]{3}[13579bdfBDF]),([^,\\\\]{1,64}),([0-9A-Fa-f]{2})");

    private DeidentifyReader() {}

    /** Null when there is no usable key: that is a finding already. */
    static @Nullable Deidentify read(Section s) {
        s.required("key");
        SecretName key = s.secret("key");
        Dates dates = Objects.requireNonNullElse(s.oneOf("dates", Dates.class), Dates.SHIFT);
        boolean device = s.flag("device", false);
        boolean characteristics = s.flag("patientCharacteristics", true);
        boolean descriptors = s.flag("descriptors", true);
        List<String> words = s.texts("words").stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        List<PrivateTag> tags = s.texts("privateTags").stream()
                .map(text -> tag(s, text))
                .flatMap(Optional::stream)
                .toList();
        List<PixelMask> pixels = s.sections("pixels", DeidentifyReader::mask);
        BurnedIn burnedIn = Objects.requireNonNullElse(s.oneOf("burnedIn", BurnedIn.class), BurnedIn.BLOCK);
        return key == null
                ? null
                : new Deidentify(key, dates, device, characteristics, descriptors, words, tags, pixels, burnedIn);
    }

    private static Optional<PrivateTag> tag(Section s, String text) {
        Matcher parts = PRIVATE_TAG.matcher(text);
        if (!parts.matches()) {
            s.wrong("privateTags", ConfigMessages.MESSAGES.badPrivateTag());
            return Optional.empty();
        }
        return Optional.of(new PrivateTag(
                Integer.parseInt(parts.group(1), 16), parts.group(2).strip(), Integer.parseInt(parts.group(3), 16)));
    }

    private static PixelMask mask(Section s) {
        return new PixelMask(
                s.required("manufacturer"),
                s.text("model", "", 64),
                s.sections("rectangles", DeidentifyReader::rectangle));
    }

    private static Rectangle rectangle(Section s) {
        return new Rectangle(
                (int) s.number("x", 0L, 0L, 65535L),
                (int) s.number("y", 0L, 0L, 65535L),
                (int) s.number("width", 1L, 1L, 65535L),
                (int) s.number("height", 1L, 1L, 65535L));
    }
}
