/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A generated study, its objects on disk as DICOM Part 10 files. */
public record Study(String uid, Patient patient, String accession, String modality, List<Instance> instances) {

    /** @param pixelSha256 of the value of Pixel Data (7FE0,0010), hexadecimal */
    public record Instance(String sopInstanceUid, String seriesUid, Path file, String pixelSha256) {}

    /** SOP Instance UID to the SHA-256 of its pixels. */
    public Map<String, String> pixels() {
        Map<String, String> pixels = new LinkedHashMap<>();
        instances.forEach(instance -> pixels.put(instance.sopInstanceUid(), instance.pixelSha256()));
        return pixels;
    }
}
