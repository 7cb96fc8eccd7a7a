/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.overread.transfer.SeriesRef;

/**
 * In which order the series of a study go, so that reading can begin before all of it is there: scouts, which are small and show
 * what was examined, then the key series, then the other images, and last what is no image.
 */
final class SeriesOrder {
    /** What a series is for, in the order of sending. */
    enum Rank {
        SCOUT,
        KEY,
        OTHER,
        NO_IMAGE
    }

    /** A scout has so many images at most: a whole-body series called "survey" is none. */
    private static final int MOST_IN_SCOUT = 12;

    private static final Set<String> NO_IMAGES = Set.of(
            "SR",
            "PR",
            "KO",
            "REG",
            "SEG",
            "RTSTRUCT",
            "RTPLAN",
            "RTDOSE",
            "DOC",
            "PLAN",
            "FID",
            "RWV",
            "AU",
            "ECG",
            "HD");
    private static final Pattern SCOUT =
            words("scout|topo|topogram|localizer|localiser|loc|surview|scanogram|survey|lokalizer");
    private static final Pattern DERIVED = words("cor|coronal|sag|sagittal|mpr|mip|3d|vrt|curved|dose|protocol|screen");
    private static final Pattern AXIAL = words("ax|axial|tra|trans|transverse|transversal");
    private static final Pattern THIN = words("thin|0[.,]\\d+ ?mm|1([.,][0-5]\\d*)? ?mm");
    /** Those of which the series with most images is the one of thin slices. */
    private static final Set<String> SLICES = Set.of("CT", "MR", "PT");

    private SeriesOrder() {}

    /** The series in the order of sending; series of one rank in the order that the archive gave. */
    static List<SeriesRef> of(List<SeriesRef> series) {
        int largest = series.stream()
                .filter(SeriesOrder::isPlain)
                .mapToInt(SeriesRef::instances)
                .max()
                .orElse(0);
        return series.stream()
                .sorted(Comparator.comparing((SeriesRef each) -> rank(each, largest)))
                .toList();
    }

    private static Rank rank(SeriesRef series, int largest) {
        if (NO_IMAGES.contains(series.modality())) {
            return Rank.NO_IMAGE;
        }
        if (SCOUT.matcher(series.description()).find() && series.instances() <= MOST_IN_SCOUT) {
            return Rank.SCOUT;
        }
        if (!isPlain(series)) {
            return Rank.OTHER;
        }
        boolean named = AXIAL.matcher(series.description()).find()
                && THIN.matcher(series.description()).find();
        return named || (largest > 1 && series.instances() == largest) ? Rank.KEY : Rank.OTHER;
    }

    /** Slices as they were acquired, not made of others. */
    private static boolean isPlain(SeriesRef series) {
        return SLICES.contains(series.modality())
                && !DERIVED.matcher(series.description()).find()
                && !SCOUT.matcher(series.description()).find();
    }

    /** Whole words: "ax" is not in "relax". */
    private static Pattern words(String any) {
        return Pattern.compile("(?<![a-z0-9])(" + any + ")(?![a-z])", Pattern.CASE_INSENSITIVE);
    }
}
