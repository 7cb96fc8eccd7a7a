/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import org.overread.config.Rule;

/**
 * Relative value units: how much work reading a case is. A rule says it best; without one it goes by the modality, about
 * as the physician work of common studies in the fee schedule of US Medicare.
 */
public final class Rvu {
    private Rvu() {}

    /** @param modality (0008,0060) */
    public static double of(String modality, Rule.Needs needs) {
        Double said = needs.rvu();
        return said == null ? usual(modality) : said;
    }

    private static double usual(String modality) {
        return switch (modality) {
            case "CR", "DX", "RG", "PX", "IO" -> 0.2;
            case "US" -> 0.7;
            case "MG" -> 0.8;
            case "RF", "XA" -> 0.6;
            case "NM" -> 0.9;
            case "CT" -> 1.2;
            case "MR" -> 1.6;
            case "PT" -> 2.0;
            default -> 0.7;
        };
    }
}
