/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

/**
 * One series of a study, as its archive describes it. What the archive does not say is empty.
 *
 * @param uid Series Instance UID (0020,000E)
 * @param modality (0008,0060)
 * @param description Series Description (0008,103E); free text, never shown or logged
 * @param instances Number of Series Related Instances (0020,1209); 0 when not told
 */
public record SeriesRef(String uid, String modality, String description, int instances) {
    /** Without the description. */
    @Override
    public String toString() {
        return "SeriesRef[" + uid + "]";
    }
}
