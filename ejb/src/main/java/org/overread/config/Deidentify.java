/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.List;
import java.util.Locale;

/**
 * How objects are de-identified on their way to a destination: the Basic Application Level Confidentiality Profile of DICOM PS3.15
 * Annex E with options.
 *
 * @param key the name of the secret by which pseudonyms are made: the same key, the same pseudonyms
 * @param dates what becomes of dates
 * @param device whether the device's identity stays (E.3.8)
 * @param patientCharacteristics whether age, sex, size, weight and the like stay (E.3.5)
 * @param descriptors whether descriptions stay, with only the words of a vocabulary in them (E.3.4), or go
 * @param words more words that may stay in descriptions, in lower case
 * @param privateTags private attributes that stay (E.3.10)
 * @param pixels what is blacked out, by device model (E.3.1)
 * @param burnedIn what becomes of an image that may have text burned in and no rectangles
 */
public record Deidentify(
        SecretName key,
        Dates dates,
        boolean device,
        boolean patientCharacteristics,
        boolean descriptors,
        List<String> words,
        List<PrivateTag> privateTags,
        List<PixelMask> pixels,
        BurnedIn burnedIn) {
    public Deidentify {
        words = List.copyOf(words);
        privateTags = List.copyOf(privateTags);
        pixels = List.copyOf(pixels);
    }

    /** What becomes of dates. */
    public enum Dates {
        /** All of a patient's are moved into the past by the same number of days (E.3.6, Modified Dates). */
        SHIFT,
        /** They stay (E.3.6, Full Dates). */
        KEEP,
        /** They are emptied, or replaced where one must be. */
        REMOVE
    }

    /** What becomes of an image that may have text burned in. */
    public enum BurnedIn {
        /** It is not sent, and says why. */
        BLOCK,
        /** It is sent: the site has looked. */
        SEND
    }

    /**
     * A private attribute that stays.
     *
     * @param group an odd number
     * @param creator of its block
     * @param element the last two digits of the element, the block's left out
     */
    public record PrivateTag(int group, String creator, int element) {}

    /**
     * What is blacked out in each image of a device model.
     *
     * @param manufacturer Manufacturer (0008,0070), compared without case
     * @param model Manufacturer's Model Name (0008,1090), compared without case; empty for all
     */
    public record PixelMask(String manufacturer, String model, List<Rectangle> rectangles) {
        public PixelMask {
            rectangles = List.copyOf(rectangles);
        }

        /** Whether it is for the device. */
        public boolean isOf(String itsManufacturer, String itsModel) {
            return manufacturer.toLowerCase(Locale.ROOT).equals(itsManufacturer.toLowerCase(Locale.ROOT))
                    && (model.isEmpty() || model.toLowerCase(Locale.ROOT).equals(itsModel.toLowerCase(Locale.ROOT)));
        }
    }

    /** A part of an image in pixels, from the upper left corner. */
    public record Rectangle(int x, int y, int width, int height) {}
}
