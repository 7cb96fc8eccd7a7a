/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.Set;
import org.overread.study.Study;

/** The one modality that a case is listed by. */
final class Modalities {
    /** Objects that go with images and are none (Modality (0008,0060), PS3.3 C.7.3.1.1.1). */
    private static final Set<String> COMPANIONS = Set.of("SR", "KO", "PR", "DOC", "AU", "SEG", "REG");

    private Modalities() {}

    /** The study's first one with images, else what the order says. */
    static String of(Study study, String ordered) {
        return study.modalities().stream()
                .filter(m -> !COMPANIONS.contains(m))
                .findFirst()
                .orElse(ordered);
    }
}
