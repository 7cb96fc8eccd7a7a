/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.util.Optional;

/** The archives of the configuration in force, each as a place to look for studies. Inject this. */
public interface StudySources {
    /**
     * The archive of that name.
     *
     * @throws ArchiveRefused when the configuration in force names no such archive
     */
    StudySource archive(String name);

    /**
     * That archive's modality worklist; empty when it has none that we can change.
     *
     * @throws ArchiveRefused when the configuration in force names no such archive
     */
    Optional<ModalityWorklist> worklist(String name);
}
