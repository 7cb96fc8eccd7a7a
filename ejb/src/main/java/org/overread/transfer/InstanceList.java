/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.function.Consumer;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
import org.overread.study.ArchiveUnavailable;

/**
 * Which objects of a study an archive or destination holds: QIDO-RS, instances of a study (DICOM PS3.18 section 10.6),
 * page by page.
 *
 * <p>A transfer compares two of these. The source is listed <em>after</em> the last object was sent, so that an object
 * that came meanwhile is missed by nobody.
 */
public interface InstanceList {
    /** The name in the configuration. */
    String name();

    /**
     * Gives each object of the study to the consumer, a page at a time, never the whole list at once. A study that is
     * not there gives nothing. When a call fails part of the way, what was given is not the whole: forget it.
     *
     * @return how many were given
     * @throws ArchiveUnavailable transient
     * @throws ArchiveRefused permanent, also when the peer cannot page (then its list proves nothing)
     */
    int each(DicomUid study, Consumer<InstanceRef> consumer);
}
