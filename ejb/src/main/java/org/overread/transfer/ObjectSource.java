/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.List;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
import org.overread.study.ArchiveUnavailable;
import org.overread.study.NotInArchive;

/**
 * Where objects are read from: WADO-RS (DICOM PS3.18 section 10.4, IHE RAD-107), in the transfer syntax in which they
 * are stored ({@code transfer-syntax=*}), as a stream. Memory use does not depend on the study's size.
 */
public interface ObjectSource {
    /** The archive's name in the configuration. */
    String name();

    /**
     * All objects of a study, in one request. Which ones the archive sends is its word only: list what it holds and
     * what arrived with {@link InstanceList} afterwards.
     *
     * @param issuers set on each object in passing; see {@link DicomObject#issuers}
     * @throws NotInArchive the study is not there, or not any more
     * @throws ArchiveUnavailable transient
     * @throws ArchiveRefused permanent
     */
    ObjectStream study(DicomUid study, Issuers issuers);

    /**
     * The series of a study, in no particular order.
     *
     * @param most no more than so many are read
     * @throws ArchiveUnavailable transient
     * @throws ArchiveRefused permanent
     */
    List<SeriesRef> series(DicomUid study, int most);

    /** All objects of one series, in one request. Exceptions as {@link #study}. */
    ObjectStream series(DicomUid study, String series, Issuers issuers);

    /**
     * Some objects of a study, one request each, made when the stream comes to it: for what an earlier attempt left
     * out. Exceptions as {@link #study}, from the stream.
     */
    ObjectStream instances(DicomUid study, List<InstanceRef> instances, Issuers issuers);
}
